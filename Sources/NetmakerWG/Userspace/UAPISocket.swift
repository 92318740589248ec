import Glibc
import Netlink
import NetmakerCore

/// The socket on which a userspace implementation answers for one interface.
struct UAPISocket: Sendable {
    let path: String
    /// How long an answer may take while no byte moves: an implementation that hangs must not hang its agent.
    private let patience: Duration

    init(_ interface: InterfaceName, in directory: String, patience: Duration = .seconds(30)) {
        path = "\(directory)/\(interface).sock"
        self.patience = patience
    }

    /// Whether an implementation answers there. It need not be known which: any that does is as good.
    ///
    /// To connect is not enough: the socket is there before the process behind it has taken over the tunnel, and it
    /// still changes the tunnel's MTU in between.
    func answers() throws(WireGuardError) -> Bool {
        do throws(WireGuardError) {
            return try exchange(UAPIRequest.get()) { _ in true } ?? false
        } catch  where error.code == .interfaceGone {
            return false
        }
    }

    /// Sends a request and lends the whole answer to `body`.
    ///
    /// - Returns: nil when nobody answers there.
    func exchange<Result>(
        _ request: borrowing WipedBuffer,
        _ body: (UnsafeRawBufferPointer) throws(WireGuardError) -> Result
    ) throws(WireGuardError) -> Result? {
        try connected { connection throws(WireGuardError) in
            try request.withBytes { bytes throws(WireGuardError) in try connection.send(bytes) }
            let answer = try connection.receiveAnswer()
            return try answer.withBytes(body)
        }
    }

    /// Runs `stop` and waits until the implementation that answers here has ended: it keeps every connection open to
    /// the last.
    ///
    /// - Returns: false when it still runs after `seconds`; nil when nobody answers here, and `stop` was not run.
    func awaitEnd(seconds: Int, after stop: () throws -> Void) throws -> Bool? {
        let ended = try connected { connection -> Result<Bool, any Error> in
            do {
                try stop()
                return .success(try connection.isReadable(before: .now + .seconds(seconds)))
            } catch {
                return .failure(error)
            }
        }
        return try ended?.get()
    }

    /// Removes the socket's file, which tells wireguard-go to end.
    func unlink() throws(WireGuardError) {
        guard Glibc.unlink(path) == 0 || errno == ENOENT else { throw UAPIConnection.failure("remove", path) }
    }

    private func connected<Result>(
        _ body: (inout UAPIConnection) throws(WireGuardError) -> Result
    ) throws(WireGuardError) -> Result? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw WireGuardError(
                .refused, message: "the socket's path \(path) is longer than a socket address",
                remedy: "use a shorter socket directory")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }

        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw UAPIConnection.failure("open", path) }
        defer { close(descriptor) }
        // Where nobody accepts, connecting waits as writing does.
        var limit = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let outcome = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard outcome == 0 else {
            if errno == ENOENT || errno == ECONNREFUSED { return nil }
            if errno == EAGAIN { throw UAPIConnection.unresponsive(path, patience) }
            throw UAPIConnection.failure("connect to", path)
        }
        var connection = UAPIConnection(descriptor: descriptor, path: path, patience: patience)
        return try body(&connection)
    }
}
