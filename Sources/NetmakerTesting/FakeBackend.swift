public import NetmakerCore
public import NetmakerWG

/// A backend whose interfaces are in memory. Opening one a second time gives the same again, as it was.
public actor FakeBackend: TunnelBackend {
    private var tunnels: [InterfaceName: (device: FakeWireGuardDevice, link: FakeLink)] = [:]
    private var failure: WireGuardError?
    private var others: [InterfaceName: String] = [:]
    private var isSilent = false

    public nonisolated var kind: BackendKind { .fake }

    /// A backend without interfaces.
    public init() {}

    public func open(_ interface: InterfaceName) async throws -> (device: any WireGuardDevice, link: any Link) {
        if isSilent {
            for await _ in AsyncStream.makeStream(of: Void.self).stream {}
            throw WireGuardError(
                .unresponsive, message: "the implementation behind \(interface) does not answer",
                remedy: "stop it; it can be started anew then")
        }
        if let failure {
            self.failure = nil
            throw failure
        }
        try check(interface)
        let tunnel = tunnels[interface] ?? (FakeWireGuardDevice(interface), FakeLink(interface))
        tunnels[interface] = tunnel
        return tunnel
    }

    public func existing(_ interface: InterfaceName) async throws -> DeviceState? {
        try check(interface)
        return try await tunnels[interface]?.device.state()
    }

    private func check(_ interface: InterfaceName) throws {
        guard let kind = others[interface] else { return }
        throw WireGuardError(
            .foreignInterface, message: "interface \(interface) exists and is of kind \(kind), not wireguard",
            remedy: "choose another interface name")
    }

    /// Has somebody make an interface that is no WireGuard.
    public func occupy(_ interface: InterfaceName, kind: String) {
        others[interface] = kind
    }

    public func remove(_ interface: InterfaceName) async throws {
        try check(interface)
        let tunnel = tunnels.removeValue(forKey: interface)
        await tunnel?.device.vanish()
        await tunnel?.link.vanish()
    }

    /// The interfaces there are.
    public var interfaces: Set<InterfaceName> { Set(tunnels.keys) }

    /// The fakes of one interface; nil when there is none of that name.
    public func tunnel(_ interface: InterfaceName) -> (device: FakeWireGuardDevice, link: FakeLink)? {
        tunnels[interface]
    }

    /// Makes the next opening fail.
    public func failNext(_ error: WireGuardError) {
        failure = error
    }

    /// Makes the opening of interfaces last until nobody waits for it any more.
    public func fallSilent() {
        isSilent = true
    }

    /// Makes an interface vanish, as when its userspace implementation is killed. Opening it again gives a new one.
    public func kill(_ interface: InterfaceName) async {
        let tunnel = tunnels.removeValue(forKey: interface)
        await tunnel?.device.vanish()
        await tunnel?.link.vanish()
    }
}
