internal import Glibc
internal import Netlink
public import NetmakerCore

/// WireGuard in a process of its own, for kernels without: `wireguard-go`, or any program that speaks the same
/// protocol.
///
/// The process belongs to the interface, not to us. It is started when an interface is opened for which none answers,
/// goes on when we end, is taken over by who opens the interface next, and ends when the interface is removed. If it
/// dies the interface goes with it, calls throw ``WireGuardError/Code/interfaceGone``, and opening it again starts an
/// empty one to which a plan brings everything back.
public struct UserspaceBackend: TunnelBackend {
    /// Where implementations keep their sockets.
    public static let standardSocketDirectory = "/var/run/wireguard"

    private let program: UserspaceProgram
    private let socketDirectory: String
    private let namespace: NetworkNamespace?

    public var kind: BackendKind { .userspace(program.path) }

    /// The implementation that is installed.
    ///
    /// - Parameters:
    ///   - socketDirectory: where its sockets appear in this mount namespace.
    ///   - namespace: the network namespace that the interfaces are in, when the program brings itself there; nil is
    ///     this process's own.
    ///   - environment: looks up variables: `WG_USERSPACE_IMPLEMENTATION` and `PATH`.
    /// - Throws: ``WireGuardError/Code/noImplementation`` when there is none.
    public init(
        socketDirectory: String = standardSocketDirectory,
        in namespace: NetworkNamespace? = nil,
        environment: (String) -> String? = variable
    ) throws(WireGuardError) {
        program = try UserspaceProgram(environment: environment)
        self.socketDirectory = socketDirectory
        self.namespace = namespace
    }

    /// A variable of this process's environment.
    public static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    public func open(_ interface: InterfaceName) async throws -> (device: any WireGuardDevice, link: any Link) {
        let executor = BlockingExecutor(label: "wireguard \(interface)")
        let socket = UAPISocket(interface, in: socketDirectory)
        let device = UserspaceWireGuardDevice(interface, on: executor, at: socket, in: namespace)
        let link = try NetlinkLink(
            interface, over: NetlinkConnection(.route, inNamespaceAt: namespace?.path), on: executor)
        if try await !device.answers() {
            if let kind = try await lastingKind(of: link) { throw unanswered(interface, kind: kind, at: socket) }
            try await program.start(interface)
            guard try await device.answers() else {
                throw WireGuardError(
                    .notStarted, message: "\(program.path) started, and does not answer at \(socket.path)",
                    remedy: "check that it keeps its sockets in \(socketDirectory)")
            }
        }
        return (device, link)
    }

    public func existing(_ interface: InterfaceName) async throws -> DeviceState? {
        let executor = BlockingExecutor(label: "wireguard \(interface)")
        let socket = UAPISocket(interface, in: socketDirectory)
        let device = UserspaceWireGuardDevice(interface, on: executor, at: socket, in: namespace)
        if try await device.answers() { return try await device.state() }
        let link = try NetlinkLink(
            interface, over: NetlinkConnection(.route, inNamespaceAt: namespace?.path), on: executor)
        guard let kind = try await lastingKind(of: link) else { return nil }
        throw unanswered(interface, kind: kind, at: socket)
    }

    public func remove(_ interface: InterfaceName) async throws {
        let executor = BlockingExecutor(label: "wireguard \(interface)")
        let link = try NetlinkLink(
            interface, over: NetlinkConnection(.route, inNamespaceAt: namespace?.path), on: executor)
        let socket = UAPISocket(interface, in: socketDirectory)
        if try await link.removeTunnel(servedAt: socket) { return }
        // The interface of a process that died is gone, and what led to it is not.
        try await link.removeOrphanedRules()
        if let kind = try await lastingKind(of: link) { throw unanswered(interface, kind: kind, at: socket) }
    }

    /// The kind of an interface that stays although nobody answers for it; nil when there is none.
    ///
    /// The tunnel of a process that died goes with it, but a moment later than its socket: the kernel closes what a
    /// process had open one after the other.
    private func lastingKind(of link: NetlinkLink) async throws -> String? {
        let changes = try InterfaceChanges(in: namespace)
        guard try await link.kind() == Self.tunnelKind else { return try await link.kind() }
        return try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                for await _ in changes where try await link.kind() == nil { return nil }
                return try await link.kind()
            }
            group.addTask {
                try await Task.sleep(for: Self.longestEnd)
                return try await link.kind()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    /// What the kernel calls the interface of a process.
    static let tunnelKind = "tun"
    /// How long the interface of a process that died may stay.
    private static let longestEnd: Duration = .seconds(2)

    /// An interface that no process of ours can be behind.
    private func unanswered(_ interface: InterfaceName, kind: String, at socket: UAPISocket) -> WireGuardError {
        WireGuardError(
            .foreignInterface,
            message: "interface \(interface) exists, of kind \(kind), and nobody answers at \(socket.path)",
            remedy: "choose another interface name, or remove it with: ip link delete \(interface)")
    }
}

extension NetlinkLink {
    /// Removes the interface and waits until the process that served it has ended: it would else take the socket of its
    /// successor with it.
    ///
    /// - Returns: false when no process serves it; what one that died left of its socket is removed.
    fileprivate func removeTunnel(servedAt socket: UAPISocket) throws -> Bool {
        let ended = try socket.awaitEnd(seconds: 10) {
            try socket.unlink()
            try remove(kind: UserspaceBackend.tunnelKind)
        }
        switch ended {
        case true?: return true
        case false?:
            throw WireGuardError(
                .notStarted, message: "the process behind \(socket.path) does not end",
                remedy: "find it with: ps -ef | grep wireguard, and stop it")
        case nil:
            try socket.unlink()
            return false
        }
    }
}
