internal import Glibc
public import NetmakerCore
internal import NetmakerWG

/// systemd-resolved, told by resolvectl(1).
///
/// What it is told of an interface lies in a file named for it, which outlives a restart of it and goes with the
/// interface. What is in there is its own affair: only that it is the same file counts here.
public struct SystemdResolved: SystemResolver {
    /// How long resolvectl may take.
    private static let patience: Duration = .seconds(10)
    private static let program = SystemProgram("resolvectl")

    private let runDirectory: String

    public init() { runDirectory = "/run/systemd/resolve" }

    public var name: String { "systemd-resolved" }

    /// A socket of one that has stopped is left behind; nobody answers there. Nor is one of use that looks after another
    /// network namespace than ours: it would take the numbers of our interfaces for those of others.
    public var isAtWork: Bool { Self.program.path != nil && answers("\(runDirectory)/io.systemd.Resolve") }

    public func link(_ interface: InterfaceName) -> ResolverLink {
        let index = if_nametoindex(interface.description)
        guard index != 0 else { return .missing }
        var status = stat()
        guard lstat("\(runDirectory)/netif/\(index)", &status) == 0 else { return .plain }
        return .told(mark: "\(index) \(status.st_ino) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)")
    }

    public func point(_ interface: InterfaceName, to settings: ResolverSettings) async throws {
        // What the servers are asked for is said before there are any: in between nobody is asked for everything.
        try await tell("default-route", interface, ["no"])
        try await tell("domain", interface, settings.zones.map { "~\($0)" })
        // The zones are signed by nobody, and the way to the servers is this machine's own, or the tunnel.
        try await tell("dnssec", interface, ["no"])
        try await tell("dnsovertls", interface, ["no"])
        try await tell("dns", interface, settings.servers)
    }

    public func revert(_ interface: InterfaceName) async throws { try await tell("revert", interface, []) }

    /// The interface is given by its number: a name of digits would be taken for one.
    private func tell(_ verb: String, _ interface: InterfaceName, _ arguments: [String]) async throws {
        guard Self.program.path != nil else {
            throw AgentError(
                .failed, message: "there is no resolvectl", remedy: "install systemd-resolved, or have it repaired")
        }
        let index = if_nametoindex(interface.description)
        guard index != 0 else {
            throw AgentError(.failed, message: "interface \(interface) has gone", remedy: "wait until it is back")
        }
        let arguments = [verb, "\(index)"] + arguments
        guard let complaint = try await Self.program.run(arguments, patience: Self.patience)?.complaint else { return }
        throw AgentError(
            .failed, message: "resolvectl \(arguments.joined(separator: " ")) failed: \(complaint)",
            remedy: "see systemctl status systemd-resolved")
    }

    private func answers(_ path: String) -> Bool {
        let descriptor = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let isWhole = withUnsafeMutableBytes(of: &address.sun_path) { buffer in
            guard path.utf8.count < buffer.count else { return false }
            buffer.copyBytes(from: path.utf8)
            return true
        }
        let isConnected =
            isWhole
            && withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
                }
            }
        return isConnected && isOfOurNetwork(descriptor)
    }

    /// Whether who listens there is in our network namespace; also where nobody may know, as in a unit that may not look
    /// at other processes: units are in the machine's own.
    private func isOfOurNetwork(_ descriptor: Int32) -> Bool {
        // `struct ucred` of <sys/socket.h>, which the C library shows to GNU programs alone.
        var peer: (pid: pid_t, user: uid_t, group: gid_t) = (0, 0, 0)
        var length = socklen_t(MemoryLayout.size(ofValue: peer))
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0, peer.pid > 0 else { return true }
        var (ours, theirs) = (stat(), stat())
        guard stat("/proc/self/ns/net", &ours) == 0, stat("/proc/\(peer.pid)/ns/net", &theirs) == 0 else { return true }
        return ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino
    }
}
