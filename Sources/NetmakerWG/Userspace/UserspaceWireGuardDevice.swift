internal import Glibc
internal import Netlink
internal import NetmakerCore

/// A WireGuard device of a userspace implementation, over the socket it answers on.
public actor UserspaceWireGuardDevice: WireGuardDevice {
    private let interface: InterfaceName
    private let executor: BlockingExecutor
    private let socket: UAPISocket
    private let namespace: NetworkNamespace?
    private var singleRemoval = SingleRemoval.unknown

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
        guard let state else { throw gone }
        return state
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
        guard plan.removesAllowedIPs else { return try perform(plan) }
        let sink = SingleRemoval.newSink()
        if singleRemoval == .unknown { singleRemoval = try probe(sink) }
        guard singleRemoval != .possible else { return try perform(plan) }
        do throws(WireGuardError) {
            try perform(plan.removingAllowedIPs(by: sink))
        } catch {
            // It may be there already. When it cannot be removed either, the first failure says more.
            try? perform(SingleRemoval.cleanUp(sink))
            throw error
        }
    }

    /// Asks whether the implementation can take a single allowed IP from a peer; wireguard-go can since 2025.
    private func probe(_ sink: PublicKey) throws(WireGuardError) -> SingleRemoval {
        let outcome = try exchange(SingleRemoval.probe(sink))
        // Whatever it is refused by: the plan itself says what is the matter, if it is more than that.
        try perform(SingleRemoval.cleanUp(sink))
        return outcome == 0 ? .possible : .impossible
    }

    private func perform(_ plan: DevicePlan) throws(WireGuardError) {
        let outcome = try exchange(plan)
        guard outcome == 0 else { throw WireGuardError(errno: outcome, doing: "configure device \(interface)") }
    }

    /// - Returns: the errno, 0 for success.
    private func exchange(_ plan: DevicePlan) throws(WireGuardError) -> CInt {
        let outcome = try socket.exchange(UAPIRequest.set(plan)) { answer throws(WireGuardError) in
            try UAPIResponse.errorNumber(answer)
        }
        guard let outcome else { throw gone }
        return outcome
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
