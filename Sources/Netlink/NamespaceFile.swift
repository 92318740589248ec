internal import CNetlink
import Glibc

/// The file that stands for a network namespace, such as `/run/netns/red` or `/proc/4711/ns/net`.
struct NamespaceFile {
    let path: String

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
