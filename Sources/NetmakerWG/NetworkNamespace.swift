/// A network namespace of this machine, by the file that stands for it.
///
/// Only the opening of a backend's sockets needs it: a socket stays in the namespace that it was made in.
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
}
