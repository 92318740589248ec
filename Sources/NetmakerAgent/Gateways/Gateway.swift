internal import Logging
internal import NetmakerCore
internal import NetmakerWG

/// One network's work as a gateway, kept as its node's roles say: one table of the firewall, and a machine that forwards.
///
/// What is not ours is never touched: not another table, and not one of our name that we have not made.
actor Gateway {
    /// What came of an attempt.
    struct Outcome: Sendable {
        /// What keeps it from its work; nil when nothing is known to.
        var trouble: String?
        /// Whether it was put right what somebody else had changed.
        var isRepair = false
    }

    private struct Applied {
        let plan: GatewayPlan
        let watch: GatewayGuard
        /// What there was right after it was made.
        let listing: String?
    }

    private let network: NetworkName
    private let host: any GatewayHost
    private let book: GatewayBook
    private let logger: Logger
    private let turns = Turns()
    private var applied: Applied?
    /// What was last found to be in the way.
    private var trouble: String?
    private var isOver = false

    init(_ network: NetworkName, folder: AgentFolder, host: any GatewayHost, logger: Logger) {
        self.network = network
        self.host = host
        self.logger = logger
        book = GatewayBook(folder: folder, host: host, logger: logger)
    }

    private var table: String { GatewayPlan.table(of: network) }

    /// Makes the machine do what it is to, as its other networks come and go, and puts right what somebody else has
    /// changed.
    ///
    /// - Parameter isThorough: whether what only programs tell is looked at, though nothing is known to have changed.
    func lead(to duty: GatewayDuty, isThorough: Bool = true) async throws -> Outcome {
        try await turns.taking {
            guard !isOver else { return Outcome() }
            switch duty {
            case .unknown: return Outcome()
            case .none:
                try await undo()
                return Outcome()
            case .impossible(let reason):
                try await undo()
                return Outcome(trouble: reason)
            case .forward(let plan):
                var outcome = Outcome()
                if let applied, applied.plan == plan, try applied.watch == book.watch() {
                    guard isThorough else { return Outcome(trouble: trouble) }
                    outcome.isRepair = try await verify(applied)
                } else {
                    try await apply(plan)
                }
                trouble = try await trouble(with: plan)
                outcome.trouble = trouble
                return outcome
            }
        }
    }

    /// Takes all of it back, for good.
    func end() async throws {
        try await turns.taking {
            isOver = true
            try await undo()
        }
    }

    /// Takes back what networks left that the machine is not in any more: what the book names, and nothing else.
    static func sweep(folder: AgentFolder, host: any GatewayHost, logger: Logger) async throws {
        let book = GatewayBook(folder: folder, host: host, logger: logger)
        for stray in try book.strays() {
            try await host.remove(GatewayPlan.table(of: stray))
            try book.strike(stray)
            logger.notice("What a former network forwarded is taken back", metadata: ["former": "\(stray)"])
        }
    }

    // MARK: Changes

    private func apply(_ plan: GatewayPlan) async throws {
        let former = try await host.listing(of: table)
        if former != nil, try !book.lists(network) {
            throw AgentError(
                .refused, message: "table inet \(table) is there already, and is not ours",
                remedy: "find out whose it is with nft list table inet \(table), and remove it there")
        }
        applied = nil
        var rules = plan.rules
        let (watch, routers) = try book.enter(network, plan.families)
        rules.guarded = watch.families
        rules.guardedInterfaces = watch.interfaces
        // The table first: no packet is forwarded that it would drop.
        try await host.replace(with: rules)
        try forward(plan.families, hearing: routers)
        applied = Applied(plan: plan, watch: watch, listing: try await host.listing(of: table))
        logger.info("The machine forwards for the network", metadata: ["table": "inet \(table)"])
    }

    /// - Parameter routers: the interfaces that have routes from routers, which the kernel takes away from a machine that
    ///   forwards unless it was told before to keep them.
    private func forward(_ families: Set<AddressFamily>, hearing routers: [String]) throws {
        for family in families.sorted() where host.isForwarding(family) == false {
            if family == .ipv6, !routers.isEmpty {
                try host.listenToRouters(on: routers, alsoForwarding: true)
                logger.notice(
                    "Interfaces take routes from routers' advertisements although the machine forwards IPv6",
                    metadata: ["interfaces": "\(routers.joined(separator: ", "))", "sysctl": "accept_ra = 2"])
            }
            try host.setForwarding(family, on: true)
            logger.notice("The machine forwards now", metadata: ["sysctl": "\(ForwardingSwitch.name(family)) = 1"])
        }
    }

    /// - Returns: whether anything was put right.
    private func verify(_ applied: Applied) async throws -> Bool {
        var changes = applied.plan.families.sorted().filter { host.isForwarding($0) == false }
            .map { "\(ForwardingSwitch.name($0)) was 0" }
        let listing = try await host.listing(of: table)
        if listing != applied.listing {
            changes.append("table inet \(table) was \(listing == nil ? "gone" : "another")")
        }
        guard !changes.isEmpty else { return false }
        try await apply(applied.plan)
        logger.notice(
            "Somebody else changed what the gateway needs; it is put right",
            metadata: ["changes": "\(changes.joined(separator: ", "))"])
        return true
    }

    private func undo() async throws {
        guard try book.lists(network) else {
            // Of an earlier life of the machine nothing is left but what is written.
            return try book.strike(network)
        }
        try await host.remove(table)
        try book.strike(network)
        applied = nil
        logger.info("The machine forwards no more for the network", metadata: ["table": "inet \(table)"])
    }

    // MARK: Conflicts

    private func trouble(with plan: GatewayPlan) async throws -> String? {
        let interface = plan.rules.interface
        var troubles: [String] = []
        if let out = plan.rules.egress?.interface, !host.hasInterface(out) {
            troubles.append(
                "there is no interface \(out) for what the network sends out; name another with nmctl gateway egress set"
            )
        }
        for other in applied?.watch.interfaces.sorted() ?? [] where !other.isOrdinary {
            troubles.append(
                "no firewall's rule can name interface \(other), and what comes by it is forwarded; rename it")
        }
        for family in plan.families.sorted() where host.isForwarding(family) == nil {
            troubles.append("this machine has no \(family == .ipv4 ? "IPv4" : "IPv6") to forward")
        }
        // What cannot be seen of others' chains is no reason to take our own work for undone.
        do {
            let obstacles = try await host.obstacles(to: interface, besides: table)
            troubles += obstacles.filter { $0.isMet(by: plan.families) }.map { $0.trouble(for: interface) }
        } catch {
            try Task.checkCancellation()
            troubles.append("whether others drop what is forwarded is not known: \(error)")
        }
        return troubles.isEmpty ? nil : troubles.joined(separator: "; ")
    }
}

extension ForwardingObstacle {
    fileprivate func isMet(by families: Set<AddressFamily>) -> Bool {
        switch family {
        case "ip": families.contains(.ipv4)
        case "ip6": families.contains(.ipv6)
        default: true
        }
    }

    fileprivate func trouble(for interface: InterfaceName) -> String {
        if let doubt {
            return "table \(family) \(table), which is not ours and may drop what is forwarded, cannot be looked at: "
                + doubt
        }
        let remedy =
            switch (family, table) {
            case ("ip", "filter"), ("ip6", "filter"):
                ["-i", "-o"].map { "\(family)tables -I \(chain) \($0) \(interface) -j ACCEPT" }
                    .joined(separator: " and ")
            default:
                "nft insert rule \(family) \(table) \(chain) iifname \(interface) accept, and the same with oifname"
            }
        return
            "chain \(chain) of table \(family) \(table), which is not ours, drops what is forwarded and does not name "
            + "\(interface); allow it there, by \(remedy)"
    }
}
