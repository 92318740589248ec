package import Netlink
package import NetmakerCore

extension KernelWireGuardDevice {
    /// A device over a transport of the caller's, for the benchmarks: one that counts what is sent, or that answers
    /// without a kernel.
    ///
    /// - Parameter transport: to generic netlink; nothing else uses it.
    /// - Throws: ``WireGuardError/Code/noImplementation`` when the other end knows no WireGuard.
    package init(_ interface: InterfaceName, over transport: sending any NetlinkTransport) throws {
        try self.init(
            interface, over: NetlinkConnection(over: transport),
            on: BlockingExecutor(label: "wireguard \(interface)"))
    }
}
