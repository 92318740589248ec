import Glibc

@testable import NetmakerAgent

/// A port that names can be answered at, now and after a restart.
enum NamePort {
    /// One that nobody listens on, over UDP or TCP.
    static func free() throws -> NameListening {
        for _ in 1...100 {
            let port = UInt16.random(in: 20_000..<30_000)
            if isFree(port, SOCK_DGRAM) && isFree(port, SOCK_STREAM) {
                return NameListening(address: NameListening.standard.address, ports: [port])
            }
        }
        throw World.Failure(errno: EADDRINUSE)
    }

    private static func isFree(_ port: UInt16, _ kind: __socket_type) -> Bool {
        let descriptor = socket(AF_INET, Int32(kind.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
