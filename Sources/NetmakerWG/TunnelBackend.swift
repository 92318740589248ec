public import NetmakerCore

/// Which implementation of WireGuard carries a tunnel.
public enum BackendKind: Hashable, Sendable, CustomStringConvertible {
    /// The kernel's own.
    case kernel
    /// A program that speaks the userspace protocol, by its path.
    case userspace(String)
    /// None: a fake for tests, which carries nothing.
    case fake

    /// How it is called towards people: `kernel WireGuard`, or the program's path.
    public var description: String {
        switch self {
        case .kernel: "kernel WireGuard"
        case .userspace(let path): "userspace WireGuard (\(path))"
        case .fake: "no WireGuard (a fake)"
        }
    }
}

/// Makes WireGuard interfaces and takes them away.
public protocol TunnelBackend: Sendable {
    /// Which implementation it is.
    var kind: BackendKind { get }

    /// The two sides of an interface: made if there is none, taken over as it is if an earlier process of ours left it,
    /// with its sessions.
    ///
    /// - Throws: ``WireGuardError/Code/foreignInterface`` when the name is taken by something else, and
    ///   ``WireGuardError/Code/notStarted`` when a userspace implementation does not come up.
    func open(_ interface: InterfaceName) async throws -> (device: any WireGuardDevice, link: any Link)

    /// The WireGuard side of an interface that there is already. None is made, and nothing is done to it.
    ///
    /// - Returns: nil when there is no interface of that name.
    /// - Throws: ``WireGuardError/Code/foreignInterface`` when the name is taken by something that is not this
    ///   backend's WireGuard.
    func existing(_ interface: InterfaceName) async throws -> DeviceState?

    /// Takes an interface away with all it has, also one that this process never opened. One that does not exist is
    /// removed already.
    func remove(_ interface: InterfaceName) async throws
}
