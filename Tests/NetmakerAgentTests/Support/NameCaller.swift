import Glibc

/// Who asks for names by the system's own sockets. It never blocks: who answers may run on the same threads.
struct NameCaller: Sendable {
    let address: String
    let port: UInt16

    /// One question over UDP; nil when no answer comes within that time.
    func ask(_ question: [UInt8], within limit: Duration = .seconds(20)) async throws -> [UInt8]? {
        let socket = try Connection(self, SOCK_DGRAM, patience: limit)
        socket.send(question)
        return await socket.read(65_536)
    }

    func connect() throws -> Connection { try Connection(self, SOCK_STREAM, patience: .seconds(20)) }

    /// A message as it goes over TCP.
    static func framed(_ message: [UInt8]) -> [UInt8] {
        [UInt8(message.count >> 8), UInt8(message.count & 0xFF)] + message
    }

    /// One socket, closed when it is let go of.
    final class Connection: Sendable {
        private let descriptor: Int32
        private let patience: Duration

        fileprivate init(_ caller: NameCaller, _ kind: __socket_type, patience: Duration) throws {
            self.patience = patience
            descriptor = socket(AF_INET, Int32(kind.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = caller.port.bigEndian
            inet_pton(AF_INET, caller.address, &address.sin_addr)
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else { throw World.Failure(errno: errno) }
        }

        deinit { close(descriptor) }

        func send(_ bytes: [UInt8]) { _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

        /// At most so many bytes; nil at the end, or when none come.
        func read(_ count: Int) async -> [UInt8]? {
            var buffer = [UInt8](repeating: 0, count: count)
            let end = ContinuousClock.now + patience
            while ContinuousClock.now < end {
                let received = recv(descriptor, &buffer, count, Int32(MSG_DONTWAIT))
                if received > 0 { return Array(buffer[..<received]) }
                guard received < 0, errno == EAGAIN else { return nil }
                await Task.yield()
            }
            return nil
        }

        /// The next message over TCP; nil when the other side hangs up before it is whole.
        func message() async -> [UInt8]? {
            guard let length = await whole(2) else { return nil }
            return await whole(Int(length[0]) << 8 | Int(length[1]))
        }

        private func whole(_ count: Int) async -> [UInt8]? {
            var bytes: [UInt8] = []
            while bytes.count < count {
                guard let more = await read(count - bytes.count) else { return nil }
                bytes += more
            }
            return bytes
        }
    }

    /// Somebody who listens on a port of all addresses.
    final class Squatter: Sendable {
        private let descriptor: Int32

        init(port: UInt16) throws {
            descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard result == 0 else { throw World.Failure(errno: errno) }
        }

        deinit { close(descriptor) }
    }
}
