internal import CNetlink
internal import Netlink
public import NetmakerCore

/// WireGuard in the kernel.
public struct KernelBackend: TunnelBackend {
    private let namespace: NetworkNamespace?

    public var kind: BackendKind { .kernel }

    /// The kernel's WireGuard.
    ///
    /// - Parameter namespace: the network namespace that the interfaces are in; nil is this process's own.
    public init(in namespace: NetworkNamespace? = nil) {
        self.namespace = namespace
    }

    /// Whether this kernel has WireGuard. The module is loaded where it may be.
    public static func isAvailable() throws -> Bool {
        try family(over: NetlinkConnection(.generic)) != nil
    }

    static func family(over connection: NetlinkConnection) throws(NetlinkError) -> GenericFamily? {
        try GenericFamily.named(WG_GENL_NAME, over: connection)
    }

    public func open(_ interface: InterfaceName) async throws -> (device: any WireGuardDevice, link: any Link) {
        let executor = BlockingExecutor(label: "wireguard \(interface)")
        let link = try NetlinkLink(
            interface, over: NetlinkConnection(.route, inNamespaceAt: namespace?.path), on: executor)
        try await link.create(kind: WG_GENL_NAME)
        let device = try KernelWireGuardDevice(
            interface, over: NetlinkConnection(.generic, inNamespaceAt: namespace?.path), on: executor)
        return (device, link)
    }

    public func existing(_ interface: InterfaceName) async throws -> DeviceState? {
        let executor = BlockingExecutor(label: "wireguard \(interface)")
        let link = try NetlinkLink(
            interface, over: NetlinkConnection(.route, inNamespaceAt: namespace?.path), on: executor)
        guard try await link.kind() != nil else { return nil }
        try await link.check(kind: WG_GENL_NAME)
        let device = try KernelWireGuardDevice(
            interface, over: NetlinkConnection(.generic, inNamespaceAt: namespace?.path), on: executor)
        return try await device.state()
    }

    public func remove(_ interface: InterfaceName) async throws {
        let executor = BlockingExecutor(label: "wireguard \(interface)")
        let link = try NetlinkLink(
            interface, over: NetlinkConnection(.route, inNamespaceAt: namespace?.path), on: executor)
        try await link.remove(kind: WG_GENL_NAME)
    }
}
