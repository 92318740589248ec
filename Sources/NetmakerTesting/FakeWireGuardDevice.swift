public import NetmakerCore
public import NetmakerWG

/// A WireGuard device in memory that behaves as the kernel's does: an allowed IP given to one peer is taken from the
/// other, an update of a peer that is not there makes none, a peer with the device's own key is ignored.
///
/// It remembers every plan, can be told to fail, and can be made to look as if peers had been heard of.
public actor FakeWireGuardDevice: WireGuardDevice {
    private enum Life {
        case running
        case failingNext(WireGuardError, afterPeers: Int)
        case gone
    }

    private var device: DeviceState
    private var key: PrivateKey?
    private var life = Life.running
    /// The plans that were applied, the empty ones not among them: those would have sent nothing.
    public private(set) var plans: [DevicePlan] = []

    /// A device that was just made.
    public init(_ interface: InterfaceName) {
        device = DeviceState(interface: interface)
    }

    public func state() throws -> DeviceState {
        if case .gone = life { throw gone }
        return device
    }

    public func privateKey() throws -> PrivateKey? {
        if case .gone = life { throw gone }
        return key
    }

    public func apply(_ plan: DevicePlan) throws {
        switch life {
        case .gone: throw gone
        case .failingNext(let error, let count):
            life = .running
            key = plan.privateKey.applied(to: key)
            // What came before the failure stands, as it does in the kernel.
            device.apply(
                DevicePlan(
                    privateKey: plan.privateKey, listenPort: plan.listenPort, firewallMark: plan.firewallMark,
                    formerPeers: plan.formerPeers, peers: Array(plan.peers.prefix(count))))
            throw error.standing(device, of: plan)
        case .running:
            guard !plan.isEmpty else { return }
            plans.append(plan)
            key = plan.privateKey.applied(to: key)
            device.apply(plan)
        }
    }

    /// Makes the next plan fail.
    ///
    /// - Parameter peers: how many of its steps for peers are taken before.
    public func failNext(_ error: WireGuardError, afterPeers peers: Int = 0) {
        life = .failingNext(error, afterPeers: peers)
    }

    /// Makes the device vanish, as when a userspace implementation is killed.
    public func vanish() {
        life = .gone
    }

    /// Changes the device behind everybody's back: a peer roams, completes a handshake, sends bytes.
    public func alter(_ change: @Sendable (inout DeviceState) -> Void) {
        change(&device)
    }

    private var gone: WireGuardError {
        WireGuardError(
            .interfaceGone, message: "interface \(device.interface) has vanished", remedy: "open it again")
    }
}
