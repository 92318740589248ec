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
/// Where the kernel has no WireGuard, ``Backend/detect(socketDirectory:)`` finds the program that stands in for it, which
/// is started with the interface and outlives this process: cancelling ``run(in:pace:)`` drops no packet. ``remove()`` ends it.
public actor WireGuardInterface {
    private struct Opened {
        let device: any WireGuardDevice
        let link: any Link
        var deviceState: DeviceState
        var linkState: LinkState
    }

    private struct Wanted {
        let device: DeviceConfiguration
        let link: LinkConfiguration
    }

    /// What it is called.
    public nonisolated let name: InterfaceName
    /// Which implementation carries it.
    public nonisolated var kind: BackendKind { backend.kind }

    private let backend: any TunnelBackend
    private let wallClock: any WallClock
    private let logger: Logger
    private let turns = Turns()
    private var wanted: Wanted?
    private var opened: Opened?
    private var keeper: AsyncStream<Occasion>.Continuation?
    private var isRemoved = false
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
    /// - Throws: what the backend throws. What is wanted is remembered all the same, and tried again while ``run(in:pace:)`` runs.
    public func apply(_ device: DeviceConfiguration, _ link: LinkConfiguration) async throws {
        try await turns.taking {
            guard !isRemoved else { throw removed }
            wanted = Wanted(device: device, link: link)
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
            guard let device = opened?.device else { throw isRemoved ? removed : missing }
            return try await device.state()
        }
    }

    /// Takes the interface away for good, with the process that implements it. ``run(in:pace:)`` ends.
    public func remove() async throws {
        try await turns.taking {
            isRemoved = true
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
                guard !isRemoved, wanted != nil else { return }
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

    /// Whether the interface is gone, or is up no more, or has lost an address or a route. Its peers are not looked at: this
    /// costs little.
    func hasChanged() async -> Bool {
        do {
            // Not in the middle of a change: what dies at its end would go unnoticed.
            return try await turns.taking {
                guard !isRemoved, let wanted else { return false }
                // After a failure it is not known what there is.
                guard let link = opened?.link else { return true }
                guard let state = try await link.state() else { return true }
                return !LinkPlan(from: state, to: wanted.link).isEmpty
            }
        } catch {
            return true
        }
    }

    /// Remembers whom to end when the interface is removed. Who kept it before ends now.
    func begin(_ continuation: AsyncStream<Occasion>.Continuation) {
        keeper?.finish()
        keeper = continuation
        if isRemoved { continuation.finish() }
    }

    /// Forgets an interface that cannot be read: opening it anew finds out why.
    private func read() async {
        guard let current = opened else { return }
        opened = nil
        do {
            guard let linkState = try await current.link.state() else { throw missing }
            opened = Opened(
                device: current.device, link: current.link, deviceState: try await current.device.state(),
                linkState: linkState)
        } catch {
            logger.warning(
                "The interface is gone; it is made anew", metadata: ["interface": "\(name)", "error": "\(error)"])
        }
    }

    private func converge() async throws {
        guard let wanted else { return }
        do {
            let isKnown = opened != nil
            var current: Opened
            if let opened { current = opened } else { current = try await open() }
            let isNew = !isKnown && current.deviceState.publicKey == nil && current.deviceState.peers.isEmpty

            // Held in one place while it changes: a second owner would make every change a copy of all of it. After a
            // failure it is not known anyhow.
            opened = nil
            // The device's own packets bear its mark before a rule leads others into it, and as long as one does.
            if wanted.device.firewallMark == nil {
                try await Self.lead(&current.linkState, of: current.link, to: wanted.link)
                try await lead(&current.deviceState, of: current.device, to: wanted.device)
            } else {
                try await lead(&current.deviceState, of: current.device, to: wanted.device)
                try await Self.lead(&current.linkState, of: current.link, to: wanted.link)
            }
            if isNew {
                timesMade += 1
                try await current.device.apply(DevicePlan(greeting: current.deviceState))
            }
            opened = current
            trouble = nil
        } catch {
            // Nothing is taken for granted: it is opened and read anew.
            opened = nil
            trouble = error
            throw error
        }
    }

    private func lead(
        _ state: inout DeviceState, of device: any WireGuardDevice, to wanted: DeviceConfiguration
    ) async throws {
        let plan = DevicePlan(from: state, to: wanted, now: wallClock.now)
        guard !plan.isEmpty else { return }
        try await device.apply(plan)
        state.apply(plan)
    }

    private static func lead(_ state: inout LinkState, of link: any Link, to wanted: LinkConfiguration) async throws {
        let plan = LinkPlan(from: state, to: wanted)
        guard !plan.isEmpty else { return }
        try await link.apply(plan)
        state.apply(plan)
    }

    private func open() async throws -> Opened {
        let (device, link) = try await backend.open(name)
        guard let linkState = try await link.state() else { throw missing }
        return Opened(device: device, link: link, deviceState: try await device.state(), linkState: linkState)
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
