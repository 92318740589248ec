internal import Netlink
public import NetmakerCore

/// A WireGuard device of a userspace implementation, over the socket it answers on.
public actor UserspaceWireGuardDevice: WireGuardDevice {
    private let interface: InterfaceName
    private let executor: BlockingExecutor
    private let socket: UAPISocket
    private let namespace: NetworkNamespace?
    private var singleRemoval = SingleRemoval()
    private var scopedEndpoints = ScopedEndpoints()

    /// The queue its system calls run on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// A device.
    ///
    /// - Parameter namespace: where the interfaces are that endpoints of link scope name; nil is this process's own.
    init(
        _ interface: InterfaceName, on executor: BlockingExecutor, at socket: UAPISocket,
        in namespace: NetworkNamespace? = nil
    ) {
        self.interface = interface
        self.executor = executor
        self.socket = socket
        self.namespace = namespace
    }

    public func state() throws -> DeviceState {
        let interface = interface
        let namespace = namespace
        let state = try socket.exchange(UAPIRequest.get()) { answer throws(WireGuardError) in
            try UAPIResponse.state(answer, of: interface) { name throws(WireGuardError) in
                try Self.index(ofInterface: name, in: namespace)
            }
        }
        guard var state else { throw gone }
        scopedEndpoints.complete(&state)
        return state
    }

    public func privateKey() throws -> PrivateKey? {
        let interface = interface
        let key = try socket.exchange(UAPIRequest.get()) { answer throws(WireGuardError) in
            try UAPIResponse.privateKey(answer, of: interface)
        }
        guard let key else { throw gone }
        return key
    }

    public func apply(_ plan: DevicePlan) throws {
        guard !plan.isEmpty else { return }
        do {
            try send(plan)
        } catch  where error.code == .refused {
            // What came before the refusal stands. When even reading fails, the first failure says more.
            guard let state = try? state() else { throw error }
            throw error.standing(state, of: plan)
        }
    }

    private func send(_ plan: DevicePlan) throws(WireGuardError) {
        // wireguard-go takes one alone since 2025. Whatever the question is refused by: the plan itself says what is
        // the matter, if it is more than that.
        try singleRemoval.carryOut(plan) { (error: WireGuardError) in
            error.code == .refused
        } performing: { plan throws(WireGuardError) in
            try perform(plan)
        }
    }

    private func perform(_ plan: DevicePlan) throws(WireGuardError) {
        let outcome = try socket.exchange(UAPIRequest.set(plan)) { answer throws(WireGuardError) in
            try UAPIResponse.errorNumber(answer)
        }
        guard let outcome else { throw gone }
        guard outcome == 0 else { throw WireGuardError(errno: outcome, doing: "configure device \(interface)") }
        scopedEndpoints.note(plan)
    }

    /// The number of the interface of a name, by which endpoints of link scope are written in answers.
    private static func index(
        ofInterface name: String, in namespace: NetworkNamespace?
    ) throws(WireGuardError) -> UInt32? {
        do {
            return try NetlinkConnection(.route, inNamespaceAt: namespace?.path).link(named: name)?.index
        } catch {
            throw WireGuardError(
                .refused, message: error.description, remedy: "check that the network namespace exists", cause: error)
        }
    }

    /// Whether there is an implementation behind the device.
    func answers() throws -> Bool {
        try socket.answers()
    }

    private var gone: WireGuardError {
        WireGuardError(
            .interfaceGone, message: "nobody answers for interface \(interface) at \(socket.path)",
            remedy: "open it again, which starts the implementation")
    }
}
