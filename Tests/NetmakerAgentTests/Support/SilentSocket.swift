import Glibc

/// A socket that takes callers in, and never says anything to them.
final class SilentSocket: Sendable {
    struct Failure: Error { let errno: Int32 }

    private let descriptor: Int32

    init(at path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        // The kernel accepts for as many as may wait.
        guard outcome == 0, listen(descriptor, 16) == 0 else { throw Failure(errno: errno) }
    }

    deinit { close(descriptor) }
}
