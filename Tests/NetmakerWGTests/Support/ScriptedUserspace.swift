import Dispatch
import Glibc
import NetmakerCore

@testable import NetmakerWG

/// A userspace implementation as a script: a real socket, and a closure that does to each connection what it likes.
final class ScriptedUserspace: Sendable {
    /// A connection from whoever configures it.
    struct Caller {
        fileprivate let descriptor: CInt

        /// Reads up to the empty line that ends a request, and gives it without that.
        func request() -> String {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 64 * 1024)
            while !bytes.suffix(2).elementsEqual("\n\n".utf8) {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { break }
                bytes += buffer[..<count]
            }
            return String(decoding: bytes.dropLast(2), as: UTF8.self)
        }

        /// Reads so many bytes, and leaves the rest.
        @discardableResult
        func take(_ count: Int) -> String {
            var buffer = [UInt8](repeating: 0, count: count)
            let taken = recv(descriptor, &buffer, count, CInt(MSG_WAITALL))
            return String(decoding: buffer.prefix(max(0, taken)), as: UTF8.self)
        }

        func answer(_ text: String) {
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }

        /// Whether the other side is still there.
        var isThere: Bool {
            var state = pollfd(fd: descriptor, events: 0, revents: 0)
            poll(&state, 1, 0)
            return state.revents == 0
        }

        /// Waits until the other side has gone.
        func awaitEnd() {
            var byte: UInt8 = 0
            while recv(descriptor, &byte, 1, 0) > 0 {}
        }
    }

    private let descriptor: CInt
    let directory: String
    let interface: InterfaceName

    /// Listens at the socket of an interface in a directory of its own.
    init() throws {
        interface = try NetmakerWGTests.interface("nm-scripted")
        var template = Array("/tmp/nm-uapi-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
        guard let made = mkdtemp(&template) else { throw ShellFailure(description: "mkdtemp: \(errno)") }
        directory = String(cString: made)
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = "\(directory)/\(interface).sock"
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let outcome = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard descriptor >= 0, outcome == 0, listen(descriptor, 8) == 0 else {
            throw ShellFailure(description: "cannot listen at \(path): \(errno)")
        }
    }

    deinit {
        close(descriptor)
        unlink("\(directory)/\(interface).sock")
        rmdir(directory)
    }

    /// A device over the socket.
    func device(patience: Duration) -> UserspaceWireGuardDevice {
        UserspaceWireGuardDevice(
            interface, on: BlockingExecutor(label: "scripted"),
            at: UAPISocket(interface, in: directory, patience: patience))
    }

    /// Runs `body`, and `script` for each call that it makes, `calls` in all. The script has a thread of its own: those
    /// that tasks share may all be busy for longer than an answer may take.
    func answering<Result>(
        calls: Int = 1, _ script: @escaping @Sendable (Caller) -> Void, while body: () async throws -> Result
    ) async throws -> Result {
        let descriptor = descriptor
        let (end, continuation) = AsyncStream<Never>.makeStream()
        DispatchQueue(label: "script").async {
            for _ in 0..<calls {
                let caller = accept(descriptor, nil, nil)
                guard caller >= 0 else { break }
                script(Caller(descriptor: caller))
                close(caller)
            }
            continuation.finish()
        }
        do {
            let result = try await body()
            for await _ in end {}
            return result
        } catch {
            for await _ in end {}
            throw error
        }
    }
}
