import Glibc
import NetmakerCore

/// Reads the device of a userspace implementation, over the socket it answers on in the machine's mount namespace.
///
/// It keeps its connection and looks for the few bytes it is after: parsing the whole answer, as an agent does, would
/// take more of the processors than the agents being measured.
final class UserspaceReader: DeviceReader {
    private let path: String
    private let descriptor: CInt

    /// - Returns: nil when no userspace implementation serves the interface there.
    init?(_ machine: Machine, _ interface: InterfaceName) throws(ProbeError) {
        let path = "/proc/\(machine.process)/root/run/wireguard/\(interface).sock"
        guard access(path, F_OK) == 0 else { return nil }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        let connected = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { throw Self.failure("connect to \(path)") }
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    func meets(_ condition: Condition) throws -> Bool {
        let answer = try read()
        var lines = answer.split(separator: UInt8(ascii: "\n"))[...]
        let peer = Array("public_key=\(Hexadecimal.text(of: condition.peer.bytes))".utf8)
        let found = lines.firstIndex { $0.elementsEqual(peer) }
        switch condition {
        case .absent: return found == nil
        case .present: return found != nil
        case .endpoint(_, let endpoint):
            guard let found else { return false }
            lines = lines[(found + 1)...]
            let wanted = Array("endpoint=\(endpoint)".utf8)
            return lines.prefix { !$0.starts(with: "public_key=".utf8) }.contains { $0.elementsEqual(wanted) }
        }
    }

    /// One whole answer: it ends with an empty line.
    private func read() throws(ProbeError) -> [UInt8] {
        let request = Array("get=1\n\n".utf8)
        guard send(descriptor, request, request.count, CInt(MSG_NOSIGNAL)) == request.count else {
            throw Self.failure("write to \(path)")
        }
        var answer: [UInt8] = []
        while !answer.suffix(2).elementsEqual([UInt8(ascii: "\n"), UInt8(ascii: "\n")]) {
            let part = [UInt8](unsafeUninitializedCapacity: 64 * 1024) { room, count in
                count = max(0, recv(descriptor, room.baseAddress, room.count, 0))
            }
            guard !part.isEmpty else { throw Self.failure("read from \(path)") }
            answer += part
        }
        return answer
    }

    private static func failure(_ operation: String) -> ProbeError {
        ProbeError(
            message: "cannot \(operation): \(String(cString: strerror(errno)))",
            remedy: "run as root, and check that the machine's agent runs")
    }
}
