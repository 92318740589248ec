import Foundation
import Glibc
import NetmakerCore

/// The descriptor of a new connection to a port; nil when nobody listens there.
func connected(to port: ListenPort) -> Int32? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.rawValue.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return connected(AF_INET, to: &address)
}

/// The descriptor of a new connection to the socket at a path; nil when nobody listens there.
func connected(toSocket path: String) -> Int32? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return connected(AF_UNIX, to: &address)
}

private func connected<Address>(_ family: Int32, to address: inout Address) -> Int32? {
    let connection = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    let outcome = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(connection, $0, socklen_t(MemoryLayout<Address>.size))
        }
    }
    if outcome == 0 { return connection }
    close(connection)
    return nil
}

/// How many descriptors of this process are the server's end of a connection to this port.
func serversEnds(at port: ListenPort) throws -> Int { try descriptorsOfServersEnds(at: port).count }

/// Has the system keep little of what is sent from these ends, so that they are soon full.
func narrowServersEnds(at port: ListenPort) throws {
    var size: Int32 = 4096
    for end in try descriptorsOfServersEnds(at: port) {
        setsockopt(end, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
}

private func descriptorsOfServersEnds(at port: ListenPort) throws -> [Int32] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }.filter { descriptor in
        var isListening: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        return localPort(of: descriptor) == port.rawValue
            && getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &isListening, &length) == 0 && isListening == 0
    }
}

private func localPort(of descriptor: Int32) -> UInt16? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let outcome = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    return outcome == 0 && address.sin_family == sa_family_t(AF_INET) ? UInt16(bigEndian: address.sin_port) : nil
}

/// Lets this process open as many files as the system grants.
func raiseLimitOfOpenFiles() {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}
