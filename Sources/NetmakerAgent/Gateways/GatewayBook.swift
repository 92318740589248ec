internal import DurableFiles
internal import FoundationEssentials
internal import Logging
internal import NetmakerCore
internal import NetmakerWG

/// What the networks of a machine have set up for gateways, and what was there before: written before anything is done,
/// and taken back when the last that needs it has gone.
///
/// All processes that serve networks of the machine share it. After a crash at any line it says at least what there is
/// to undo.
struct GatewayBook: Sendable {
    /// What is written.
    struct Entries: Codable, Equatable {
        /// In which life of the machine's network; of an earlier one nothing is left.
        var life: String
        /// Whether the machine forwarded before; for each family that somebody needs.
        var former: [String: Bool] = [:]
        /// What else there was where the machine did not forward, by family: forwarding and ceasing to changes it. Nil in
        /// what an older release wrote, and for none.
        var settings: [String: ForwardingSettings]?
        /// The interfaces that were told to listen to routers also while the machine forwards IPv6, or are about to be;
        /// nil for none.
        var routers: [String]?
        /// The networks that have a table, or are about to, with the families that each needs.
        var networks: [String: [String]] = [:]
    }

    private static let limit = 1 << 20

    let folder: AgentFolder
    let host: any GatewayHost
    let logger: Logger

    /// Whether a network has set up anything, or is about to.
    func lists(_ network: NetworkName) throws -> Bool {
        // Most machines are no gateways: they are told at the price of one look.
        guard AtomicFile.exists(folder.gateways) else { return false }
        return try read().networks[network.description] != nil
    }

    /// Networks that have set up something, and that the machine is not in any more.
    func strays() throws -> [NetworkName] {
        guard AtomicFile.exists(folder.gateways) else { return [] }
        let members = Set(try folder.networks())
        return try read().networks.keys.compactMap { try? NetworkName(parsing: $0) }.filter { !members.contains($0) }
    }

    /// Writes down that a network is about to set up its table and needs the machine to forward.
    ///
    /// - Returns: what the network's table has to guard, and which interfaces are to listen to routers also while IPv6 is
    ///   forwarded.
    func enter(_ network: NetworkName, _ families: Set<AddressFamily>) throws -> (GatewayGuard, routers: [String]) {
        try changing { entries in
            entries.networks[network.description] = families.sorted().map(\.word)
            for family in families where entries.former[family.word] == nil {
                let former = host.isForwarding(family)
                entries.former[family.word] = former
                guard former == false else { continue }
                entries.settings = entries.settings ?? [:]
                entries.settings?[family.word] = host.forwardingSettings(family)
            }
            if families.contains(.ipv6), host.isForwarding(.ipv6) == false {
                let routers = Set(entries.routers ?? []).union(host.interfacesHearingRouters())
                entries.routers = routers.isEmpty ? nil : routers.sorted()
            }
            // A family that the network needs no more.
            try restore(&entries)
            return (try watch(with: entries), entries.routers ?? [])
        }
    }

    /// What the table of a network in the book has to guard now.
    func watch() throws -> GatewayGuard { try watch(with: try read()) }

    /// Networks in the book guard their own interfaces. The machine's others have no tables to do so.
    private func watch(with entries: Entries) throws -> GatewayGuard {
        let families = AddressFamily.allCases.filter { entries.former[$0.word] == false }
        let others = try folder.networks().filter { entries.networks[$0.description] == nil }
        return GatewayGuard(families: Set(families), interfaces: Set(others.map(interface)))
    }

    private func interface(of network: NetworkName) -> InterfaceName {
        // Whoever cannot tell what it is called has none up either, or the usual one.
        MembershipFiles(folder: folder, network: network).knownInterface ?? .default(for: network)
    }

    /// Strikes a network out, whose table is gone, and makes the machine forward no more than it did before, unless
    /// another network needs it.
    func strike(_ network: NetworkName) throws {
        // A lock alone is what a crash left of the last that needed it.
        guard AtomicFile.exists(folder.gateways) || AtomicFile.exists(folder.gatewaysLock) else { return }
        try changing { entries in
            entries.networks[network.description] = nil
            try restore(&entries)
        }
    }

    private func restore(_ entries: inout Entries) throws {
        let needed = Set(entries.networks.values.joined())
        for family in AddressFamily.allCases where !needed.contains(family.word) {
            guard let former = entries.former[family.word] else { continue }
            if !former, host.isForwarding(family) == true {
                try host.setForwarding(family, on: false)
                logger.notice(
                    "The machine forwards no more", metadata: ["sysctl": "\(ForwardingSwitch.name(family)) = 0"])
            }
            // Also where it forwards no more already: whoever saw to that, or was stopped right after it, has changed them.
            if !former, let settings = entries.settings?[family.word] { try host.restore(settings, family) }
            entries.settings?[family.word] = nil
            if entries.settings == [:] { entries.settings = nil }
            // After the interfaces: one that forwards again has the kernel forget routes of those that do not keep them.
            if family == .ipv6, let routers = entries.routers {
                if !former { try host.listenToRouters(on: routers, alsoForwarding: false) }
                entries.routers = nil
            }
            entries.former[family.word] = nil
        }
    }

    /// The new text is written after what it takes back was done, and before what it announces is.
    private func changing<Result>(_ change: (inout Entries) throws -> Result) throws -> Result {
        let lock = try FileLock(folder.gatewaysLock, patience: .untilFree)
        defer { withExtendedLifetime(lock) {} }
        let former = try read()
        var entries = former
        let result = try change(&entries)
        if entries.networks.isEmpty, entries.former.isEmpty {
            try AtomicFile.remove(folder.gateways)
            try lock.remove()
        } else if entries != former || !AtomicFile.exists(folder.gateways) {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            try AtomicFile.write(
                Array(try encoder.encode(entries)) + [UInt8(ascii: "\n")], to: folder.gateways, mode: 0o600)
        }
        return result
    }

    private func read() throws -> Entries {
        let empty = Entries(life: host.life)
        guard AtomicFile.exists(folder.gateways) else { return empty }
        let bytes = try AtomicFile.read(folder.gateways, limit: Self.limit)
        let entries: Entries
        do {
            entries = try JSONDecoder().decode(Entries.self, from: Data(bytes))
        } catch {
            throw AgentError(
                .damagedFile, message: "\(folder.gateways) does not say what it must",
                remedy: "remove it, and the tables that it was about: nft delete table inet nm-NETWORK", cause: error)
        }
        // An older release wrote the beginning of it.
        return entries.life == empty.life || empty.life.hasPrefix(entries.life + " ") ? entries : empty
    }
}

extension AddressFamily {
    /// As it is written.
    fileprivate var word: String { self == .ipv4 ? "ipv4" : "ipv6" }
}

extension AgentFolder {
    /// What gateways have set up on this machine; none where there are no gateways.
    var gateways: String { "\(directory)/gateways" }
    /// Held while it changes. No network's name has a dot: this is no network's lock.
    var gatewaysLock: String { "\(runDirectory)/netclient.gateways.lock" }
}
