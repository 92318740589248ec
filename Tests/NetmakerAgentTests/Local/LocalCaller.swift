import Glibc

/// Whoever has a connection to a daemon's socket, and says any bytes there. Hangs up when nobody has it any more.
final class LocalCaller: Sendable {
    struct Refused: Error {}

    private let descriptor: Int32

    init(to path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        // A thread that waits here would be one less for whoever is to answer.
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
        self.descriptor = descriptor
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard outcome == 0 else { throw Refused() }
    }

    deinit { close(descriptor) }

    /// Sends as much as is taken before the other end hangs up.
    func say(_ bytes: [UInt8]) async throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 || errno == EAGAIN else { return }
            if count > 0 { rest = rest.dropFirst(count) } else { try await Task.sleep(for: .milliseconds(1)) }
        }
    }

    /// Says that no more will come.
    func fallSilent() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// All that comes until the other end hangs up. A test's time limit is how long that may take.
    func reply() async throws -> [UInt8] {
        var (reply, part): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 1 << 16))
        while true {
            let count = recv(descriptor, &part, part.count, 0)
            if count > 0 {
                reply += part[..<count]
            } else if count < 0, errno == EAGAIN {
                try await Task.sleep(for: .milliseconds(1))
            } else {
                // What was sent and not read ends a connection less politely.
                return reply
            }
        }
    }
}
