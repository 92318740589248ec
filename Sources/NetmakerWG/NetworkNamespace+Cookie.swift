internal import Glibc

extension NetworkNamespace {
    /// The kernel's number of the namespace that this process is in, which no other gets before the next boot; nil of a
    /// kernel older than 5.14, which gives none.
    package static var cookie: UInt64? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // SO_NETNS_COOKIE, which the C library need not know.
        let option: Int32 = 71
        var cookie: UInt64 = 0
        var length = socklen_t(MemoryLayout<UInt64>.size)
        return getsockopt(descriptor, SOL_SOCKET, option, &cookie, &length) == 0 ? cookie : nil
    }
}
