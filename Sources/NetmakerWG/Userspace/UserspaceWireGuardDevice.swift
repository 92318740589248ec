internal import Glibc
internal import Netlink
internal import NetmakerCore

/// A WireGuard device of a userspace implementation, over the socket it answers on.
public actor UserspaceWireGuardDevice: WireGuardDevice {
    private let interface: InterfaceName
    private let executor: BlockingExecutor
    private let socket: UAPISocket

    /// The queue its system calls run on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ interface: InterfaceName, on executor: BlockingExecutor, at socket: UAPISocket) {
        self.interface = interface
        self.executor = executor
        self.socket = socket
    }

    public func state() throws -> DeviceState {
        let interface = interface
        let state = try socket.exchange(UAPIRequest.get()) { answer throws(WireGuardError) in
            try UAPIResponse.state(answer, of: interface)
        }
        guard let state else { throw gone }
        return state
    }

    public func apply(_ plan: DevicePlan) throws {
        guard !plan.isEmpty else { return }
        let outcome = try socket.exchange(UAPIRequest.set(plan)) { answer throws(WireGuardError) in
            try UAPIResponse.errorNumber(answer)
        }
        guard let outcome else { throw gone }
        guard outcome == 0 else {
            let busy = outcome == EADDRINUSE
            throw WireGuardError(
                .refused,
                message: "configure device \(interface): \(String(cString: strerror(outcome))) (errno \(outcome))",
                remedy: busy
                    ? "choose another listen port, or stop the program that has it"
                    : "read the interface and plan again; what was sent before the failure stands")
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
