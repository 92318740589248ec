internal import CNetlink
internal import Glibc
internal import Netlink
public import NetmakerCore

/// A WireGuard device of the kernel, over generic netlink.
///
/// Its system calls run on an executor of its own. Messages are of 16 KiB, sent one at a time and acknowledged each, so
/// that a failure is known before anything follows it.
public actor KernelWireGuardDevice: WireGuardDevice {
    private let executor: BlockingExecutor
    private let connection: NetlinkConnection
    private let encoder: DeviceEncoder
    private var singleRemoval = SingleRemoval()
    /// How many peers there were when the device was last read: the next reading makes room for as many at once.
    private var peerCount = 0

    /// The queue its system calls run on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The device of an interface of kind `wireguard`.
    ///
    /// - Parameter connection: to generic netlink, in the interface's network namespace.
    /// - Throws: ``WireGuardError/Code/noImplementation`` when this kernel has no WireGuard.
    init(_ interface: InterfaceName, over connection: sending NetlinkConnection, on executor: BlockingExecutor) throws {
        guard let family = try KernelBackend.family(over: connection) else {
            throw WireGuardError(
                .noImplementation, message: "this kernel has no WireGuard",
                remedy: "install wireguard-go, or a kernel with the wireguard module")
        }
        self.executor = executor
        self.connection = connection
        encoder = DeviceEncoder(family: family, interface: interface)
    }

    public func state() throws -> DeviceState {
        do throws(NetlinkError) {
            return try dump()
        } catch {
            throw WireGuardError(error, interface: encoder.interface)
        }
    }

    public func privateKey() throws -> PrivateKey? {
        do throws(NetlinkError) {
            return try connection.dump(
                encoder.dump(), "read the key of device \(encoder.interface)", into: Optional<PrivateKey>.none
            ) { (key, part) throws(NetlinkError) in
                if let told = try DeviceDecoder.privateKey(in: part) { key = told }
            }
        } catch {
            throw WireGuardError(error, interface: encoder.interface)
        }
    }

    public func apply(_ plan: DevicePlan) throws {
        guard !plan.isEmpty else { return }
        do throws(NetlinkError) {
            try send(plan)
        } catch {
            throw failure(error, of: plan)
        }
    }

    private func dump() throws(NetlinkError) -> DeviceState {
        let interface = encoder.interface
        let state = try connection.dump(
            encoder.dump(), "read device \(interface)",
            into: DeviceDecoder(interface: interface, expectedPeers: peerCount)
        ) { (decoder, part) throws(NetlinkError) in try decoder.decode(part) }.finish()
        peerCount = state.peers.count
        return state
    }

    private func send(_ plan: DevicePlan) throws(NetlinkError) {
        // The kernel takes one alone from 6.16 on.
        try singleRemoval.carryOut(plan, refusedBy: \.isNotUnderstood) { sink throws(NetlinkError) in
            try refusesNonsense(of: sink)
        } performing: { plan throws(NetlinkError) in
            try perform(plan)
        }
    }

    /// Whether the kernel reads the flags of allowed IPs. One before 5.2 passes over attributes that it does not know.
    private func refusesNonsense(of sink: PublicKey) throws(NetlinkError) -> Bool {
        do throws(NetlinkError) {
            try connection.perform(encoder.nonsense(of: sink), "configure device \(encoder.interface)")
            return false
        } catch {
            guard error.isNotUnderstood else { throw error }
            return true
        }
    }

    private func perform(_ plan: DevicePlan) throws(NetlinkError) {
        try encoder.forEachMessage(of: plan) { message throws(NetlinkError) in
            try connection.perform(reusing: &message, "configure device \(encoder.interface)")
        }
    }

    /// What came before a refusal stands, and is told.
    private func failure(_ error: NetlinkError, of plan: DevicePlan) -> WireGuardError {
        let failure = WireGuardError(error, interface: encoder.interface)
        // When even reading fails, the first failure says more.
        guard failure.code == .refused, let state = try? dump() else { return failure }
        return failure.standing(state, of: plan)
    }
}

extension NetlinkError {
    /// Whether the kernel says that it does not know an attribute, or a bit in it.
    fileprivate var isNotUnderstood: Bool {
        code == .refused && (errno == EINVAL || errno == EOPNOTSUPP)
    }
}
