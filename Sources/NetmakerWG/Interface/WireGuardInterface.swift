public import Logging
public import NetmakerCore

/// One WireGuard interface, kept as it is wanted: also when the process that implements it dies, or somebody changes or
/// removes it.
///
/// ```swift
/// let interface = WireGuardInterface(name, by: try Backend.detect(), logger: logger)
/// try await interface.apply(device, link)
/// try await interface.run()  // until it is removed, or the task is cancelled
/// ```
///
/// Where the kernel has no WireGuard, ``Backend/detect(socketDirectory:)`` finds the program that stands in for it,
/// which is started with the interface and outlives this process: cancelling ``run(in:pace:)`` drops no packet.
/// ``remove()`` ends it.
public actor WireGuardInterface {
    /// What the interface is to be.
    private enum Goal {
        /// Nobody has said yet.
        case open
        case configured(DeviceConfiguration, LinkConfiguration)
        case removed
    }

    /// What it is called.
    public nonisolated let name: InterfaceName
    /// Which implementation carries it.
    public nonisolated var kind: BackendKind { backend.kind }

    private let backend: any TunnelBackend
    private let wallClock: any WallClock
    private let logger: Logger
    private let turns = Turns()
    private var goal = Goal.open
    private var opened: OpenedInterface?
    private var keeper: AsyncStream<Occasion>.Continuation?
    /// How often the interface was made; 0 where one was taken over that an earlier process had left.
    public private(set) var timesMade = 0
    /// Why the interface is not as it is wanted; nil when it is.
    public private(set) var trouble: (any Error)?

    /// An interface, which need not exist. Nothing is done before it is told what it is to be.
    ///
    /// - Parameter wallClock: by which a peer counts as live or not.
    public init(
        _ name: InterfaceName, by backend: any TunnelBackend, wallClock: any WallClock = SystemWallClock(),
        logger: Logger
    ) {
        self.name = name
        self.backend = backend
        self.wallClock = wallClock
        self.logger = logger
    }

    /// Says what the interface is to be, and makes it that: made if it does not exist, changed where it differs.
    ///
    /// When one side cannot be made what it is to be, the other is all the same: a route that is in the way keeps no
    /// peer from being reached. Only a link with rules is left as it is when the device fails, whose mark they rest on.
    /// When the device gets another mark, the rules of the former one go before, and for a moment nothing is led into
    /// the tunnel.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when a rule of the link belongs to another mark than the device's, and
    ///   would lead its own packets back into the tunnel: nothing is done then. What the backend throws: what is wanted
    ///   is remembered all the same, and tried again while ``run(in:pace:)`` runs.
    public func apply(_ device: DeviceConfiguration, _ link: LinkConfiguration) async throws {
        if let rule = link.rules.first(where: { $0.owner != device.firewallMark }) {
            throw ModelError(
                .invalidValue, field: "firewallMark",
                message: "rule \(rule) knows the tunnel's packets by mark \(rule.owner), and the device has "
                    + (device.firewallMark?.description ?? "none"),
                remedy: "give the device the mark that its rules have")
        }
        try await turns.taking {
            if case .removed = goal { throw removed }
            goal = .configured(device, link)
            do {
                try await converge()
            } catch {
                // Whoever keeps the interface tries again.
                keeper?.yield(.change)
                throw error
            }
        }
    }

    /// The interface's WireGuard side as it is now: read, not remembered.
    ///
    /// - Throws: ``WireGuardError/Code/interfaceGone`` while there is none.
    public func deviceState() async throws -> DeviceState {
        // Not in the middle of a change, during which there may be none.
        try await turns.taking {
            if case .removed = goal { throw removed }
            guard let device = opened?.device else { throw missing }
            return try await device.state()
        }
    }

    /// Takes the interface away for good, with the process that implements it. ``run(in:pace:)`` ends.
    public func remove() async throws {
        try await turns.taking {
            goal = .removed
            opened = nil
            keeper?.finish()
            try await backend.remove(name)
        }
    }

    /// Reads the interface and puts right what is not as it is wanted.
    ///
    /// - Returns: whether all is well.
    func look() async -> Bool {
        do {
            try await turns.taking {
                await read()
                try await converge()
            }
            return true
        } catch {
            logger.warning(
                "The interface is not as it is wanted", metadata: ["interface": "\(name)", "error": "\(error)"])
            return false
        }
    }

    /// Whether the interface is gone, or is up no more, or has lost an address or a route. Its peers are not looked at:
    /// this costs little.
    func hasChanged() async -> Bool {
        do {
            // Not in the middle of a change: what dies at its end would go unnoticed.
            return try await turns.taking {
                guard case .configured(_, let wanted) = goal else { return false }
                // After a failure it is not known what there is.
                guard let link = opened?.link else { return true }
                guard let state = try await link.state() else { return true }
                return !LinkPlan(from: state, to: wanted).isEmpty
            }
        } catch {
            return true
        }
    }

    /// Remembers whom to end when the interface is removed. Who kept it before ends now.
    func begin(_ continuation: AsyncStream<Occasion>.Continuation) {
        keeper?.finish()
        keeper = continuation
        if case .removed = goal { continuation.finish() }
    }

    /// Forgets an interface that cannot be read: opening it anew finds out why.
    private func read() async {
        guard var current = opened else { return }
        opened = nil
        do {
            try await current.read()
            opened = current
        } catch {
            logger.warning(
                "The interface is gone; it is made anew", metadata: ["interface": "\(name)", "error": "\(error)"])
        }
    }

    private func converge() async throws {
        guard case .configured(let device, let link) = goal else { return }
        do {
            var current: OpenedInterface
            if let opened { current = opened } else { current = try await OpenedInterface(name, by: backend) }
            let wasBlank = current.isBlank
            var isLed = false
            defer { if wasBlank, isLed || !current.isBlank { timesMade += 1 } }
            // Held in one place while it changes: a second owner would make every change a copy of all of it. After a
            // failure nothing is taken for granted: it is opened and read anew.
            opened = nil
            try await current.lead(to: link, device.firewallMark) { state in
                DevicePlan(from: state, to: device, now: wallClock.now)
            }
            isLed = true
            opened = current
            trouble = nil
        } catch {
            opened = nil
            trouble = error
            throw error
        }
    }

    private var missing: WireGuardError {
        WireGuardError(
            .interfaceGone, message: "interface \(name) is not there", remedy: "it is made anew while run() runs")
    }

    private var removed: WireGuardError {
        WireGuardError(
            .interfaceGone, message: "interface \(name) was removed", remedy: "make another WireGuardInterface")
    }
}
