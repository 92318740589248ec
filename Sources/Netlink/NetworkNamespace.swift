internal import CNetlink
import Glibc

/// A network namespace of this machine, by the file that stands for it.
///
/// Only the opening of a socket needs it: a socket stays in the namespace that it was made in.
public struct NetworkNamespace: Hashable, Sendable {
    /// The file, such as `/run/netns/red` or `/proc/4711/ns/net`.
    public let path: String

    /// The namespace behind a file.
    public init(path: String) {
        self.path = path
    }

    /// The namespace that `ip netns add` made under a name.
    public init(named name: String) {
        path = "/run/netns/\(name)"
    }

    /// Runs `body` on the calling thread inside the namespace, and returns to where the thread was.
    ///
    /// - Throws: ``NetlinkError/Code/socket`` when the namespace does not exist or may not be entered.
    func entered<Result>(_ body: () -> Result) throws(NetlinkError) -> Result {
        let origin = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC)
        guard origin >= 0 else { throw .socket("open this thread's network namespace", errno) }
        defer { close(origin) }
        let target = open(path, O_RDONLY | O_CLOEXEC)
        guard target >= 0 else { throw .socket("open network namespace \(path)", errno) }
        defer { close(target) }
        guard netlink_enter_network_namespace(target) == 0 else {
            throw .socket("enter network namespace \(path)", errno)
        }
        let result = body()
        // A thread of the shared pool left in another namespace would do the next stranger's work there.
        precondition(
            netlink_enter_network_namespace(origin) == 0, "a thread cannot return to its network namespace")
        return result
    }
}
