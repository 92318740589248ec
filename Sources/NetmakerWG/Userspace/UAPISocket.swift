import Glibc
import Netlink
import NetmakerCore

/// The socket on which a userspace implementation answers for one interface.
struct UAPISocket: Sendable {
    let path: String

    init(_ interface: InterfaceName, in directory: String) {
        path = "\(directory)/\(interface).sock"
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
        try connected { descriptor throws(WireGuardError) in
            try request.withBytes { bytes throws(WireGuardError) in try send(bytes, to: descriptor) }
            var answer = WipedBuffer(capacity: 64 * 1024)
            while !answer.withBytes({ UAPIResponse.isWhole($0) }) {
                let count = try receive(from: descriptor, into: &answer)
                guard count > 0 else { throw gone("\(path) broke off in the middle of an answer") }
            }
            return try answer.withBytes(body)
        }
    }

    /// Runs `stop` and waits until the implementation that answers here has ended: it keeps every connection open to
    /// the last.
    ///
    /// - Returns: false when it still runs after `seconds`; nil when nobody answers here, and `stop` was not run.
    func awaitEnd(seconds: Int32, after stop: () throws -> Void) throws -> Bool? {
        let ended = try connected { descriptor -> Result<Bool, any Error> in
            do {
                try stop()
            } catch {
                return .failure(error)
            }
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            var count = poll(&waiting, 1, seconds * 1000)
            // A signal to this process says nothing about the other.
            while count < 0, errno == EINTR { count = poll(&waiting, 1, seconds * 1000) }
            return .success(count > 0)
        }
        return try ended?.get()
    }

    /// Removes the socket's file, which tells wireguard-go to end.
    func unlink() throws(WireGuardError) {
        guard Glibc.unlink(path) == 0 || errno == ENOENT else { throw failure("remove") }
    }

    private func connected<Result>(
        _ body: (CInt) throws(WireGuardError) -> Result
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
        guard descriptor >= 0 else { throw failure("open") }
        defer { close(descriptor) }
        // An implementation that hangs must not hang its agent.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        let outcome = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard outcome == 0 else {
            if errno == ENOENT || errno == ECONNREFUSED { return nil }
            throw failure("connect to")
        }
        return try body(descriptor)
    }

    private func send(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) throws(WireGuardError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = Glibc.send(descriptor, part.baseAddress, part.count, CInt(MSG_NOSIGNAL))
            if count < 0 {
                guard errno == EINTR else { throw failure("write to") }
                continue
            }
            rest = rest.dropFirst(count)
        }
    }

    /// - Returns: how many bytes came; 0 at the end.
    private func receive(from descriptor: CInt, into answer: inout WipedBuffer) throws(WireGuardError) -> Int {
        let before = answer.count
        try answer.append(upTo: 64 * 1024) { room throws(WireGuardError) in
            while true {
                let count = recv(descriptor, room.baseAddress, room.count, 0)
                if count >= 0 { return count }
                guard errno == EINTR else { throw failure("read from") }
            }
        }
        return answer.count - before
    }

    private func failure(_ verb: String) -> WireGuardError {
        let number = errno
        let message = "cannot \(verb) \(path): \(String(cString: strerror(number)))"
        if number == ECONNRESET || number == EPIPE { return gone(message) }
        return WireGuardError(
            .refused, message: message, remedy: "run as root, and check who else uses the socket")
    }

    /// The process died while it was talked to.
    private func gone(_ message: String) -> WireGuardError {
        WireGuardError(.interfaceGone, message: message, remedy: "open the interface again")
    }
}
