import Glibc
import NetmakerCore

/// A UDP port that is bound as long as this lives.
final class TakenPort {
    let port: ListenPort
    private let descriptor: Int32

    struct Failure: Error { let errno: Int32 }

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 ? getsockname(descriptor, $0, &length) : -1
            }
        }
        guard result == 0 else { throw Failure(errno: errno) }
        self.descriptor = descriptor
        port = try ListenPort(rawValue: address.sin_port.bigEndian)
    }

    deinit { close(descriptor) }
}
