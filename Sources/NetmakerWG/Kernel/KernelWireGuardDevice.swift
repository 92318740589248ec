internal import CNetlink
internal import Netlink
internal import NetmakerCore

/// A WireGuard device of the kernel, over generic netlink.
///
/// Its system calls run on an executor of its own. Messages are of 16 KiB, sent one at a time and acknowledged each, so
/// that a failure is known before anything follows it.
public actor KernelWireGuardDevice: WireGuardDevice {
    private let executor: BlockingExecutor
    private let connection: NetlinkConnection
    private let encoder: DeviceEncoder

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
        try named { () throws(NetlinkError) in try dump() }
    }

    public func apply(_ plan: DevicePlan) throws {
        guard !plan.isEmpty else { return }
        try named { () throws(NetlinkError) in try send(plan) }
    }

    private func dump() throws(NetlinkError) -> DeviceState {
        let interface = encoder.interface
        return try connection.dump(
            encoder.dump(), "read device \(interface)", into: DeviceDecoder(interface: interface)
        ) { (decoder, part) throws(NetlinkError) in try decoder.decode(part) }.state
    }

    private func send(_ plan: DevicePlan) throws(NetlinkError) {
        // The device's own settings go with the first message.
        var settings: DevicePlan? = plan
        for fragments in encoder.fragments(of: plan) {
            let message = try encoder.message(fragments, settings: settings)
            try connection.perform(message, "configure device \(encoder.interface)")
            settings = nil
        }
    }

    private func named<Result>(_ body: () throws(NetlinkError) -> Result) throws(WireGuardError) -> Result {
        do {
            return try body()
        } catch {
            throw WireGuardError(error, interface: encoder.interface)
        }
    }
}
