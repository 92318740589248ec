import Glibc
import Netlink

/// One exchange with a userspace implementation, which has so long for it, and longer the more bytes have moved:
/// setting ten thousand peers takes a slow board minutes.
struct UAPIConnection {
    /// What tells the time.
    typealias Time = () -> ContinuousClock.Instant

    private let descriptor: CInt
    private let path: String
    private let now: Time
    private let start: ContinuousClock.Instant
    private var deadline: ContinuousClock.Instant

    /// Bytes a second, to which the deadline moves: about thirty peers. What is slower only seems to get on.
    private static let slowestPace = 8 * 1024
    /// How long an implementation may let no byte move once nobody waits for it any more.
    private static let farewell: Duration = .seconds(1)
    /// Some of an answer.
    private static let step = 64 * 1024
    /// More than the largest device there can be: 2^20 peers.
    private static let longestAnswer = 1 << 30

    /// - Parameter patience: how long it may take when no byte moves.
    init(descriptor: CInt, path: String, patience: Duration, now: @escaping Time = { .now }) {
        self.descriptor = descriptor
        self.path = path
        self.now = now
        start = now()
        deadline = start + patience
    }

    /// Sends a request, or as much of it as is taken: an implementation that stumbles over a line may answer at once
    /// and hang up, and what it says then is what counts.
    mutating func send(_ bytes: UnsafeRawBufferPointer) throws(WireGuardError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = Glibc.send(descriptor, part.baseAddress, part.count, CInt(MSG_NOSIGNAL | MSG_DONTWAIT))
            if count >= 0 {
                rest = rest.dropFirst(count)
                extendDeadline(by: count)
            } else if errno == EPIPE || errno == ECONNRESET {
                return
            } else {
                try wait(for: POLLOUT, after: "write to")
            }
        }
    }

    /// Receives until an answer is whole.
    mutating func receiveAnswer() throws(WireGuardError) -> WipedBuffer {
        var answer = WipedBuffer(capacity: Self.step)
        while !answer.withBytes({ UAPIResponse.isWhole($0) }) {
            let before = answer.count
            try answer.append(upTo: Self.step) { room throws(WireGuardError) in try receive(into: room) }
            guard answer.count > before else { throw Self.gone("\(path) broke off in the middle of an answer") }
            extendDeadline(by: answer.count - before)
            guard answer.count <= Self.longestAnswer else { throw UAPIResponse.malformed("an answer without end") }
        }
        return answer
    }

    private mutating func extendDeadline(by count: Int) {
        deadline += .seconds(count) / Self.slowestPace
    }

    /// - Returns: how many bytes came; 0 at the end.
    private func receive(into room: UnsafeMutableRawBufferPointer) throws(WireGuardError) -> Int {
        while true {
            let count = recv(descriptor, room.baseAddress, room.count, CInt(MSG_DONTWAIT))
            if count >= 0 { return count }
            try wait(for: POLLIN, after: "read from")
        }
    }

    /// Waits after a call that could do nothing.
    private func wait(for events: CInt, after verb: String) throws(WireGuardError) {
        guard errno == EAGAIN || errno == EINTR else { throw Self.failure(verb, path) }
        while true {
            let until = min(deadline, now() + Self.farewell)
            if try isReady(for: events, before: until) { return }
            if until == deadline { throw Self.unresponsive(path, start.duration(to: deadline)) }
            if Task.isCancelled { throw Self.unresponsive(path, start.duration(to: until)) }
        }
    }

    static func unresponsive(_ path: String, _ time: Duration) -> WireGuardError {
        WireGuardError(
            .unresponsive, message: "the implementation behind \(path) has not answered for \(time)",
            remedy: "find it with: ps -ef | grep wireguard, and stop it; it can be started anew then")
    }

    /// Whether there is something to read, the end included, or will be before a time.
    func isReadable(before deadline: ContinuousClock.Instant) throws(WireGuardError) -> Bool {
        try isReady(for: POLLIN, before: deadline)
    }

    private func isReady(for events: CInt, before deadline: ContinuousClock.Instant) throws(WireGuardError) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        while true {
            let left = now().duration(to: deadline) / .milliseconds(1)
            let count = poll(&waiting, 1, CInt(max(0, min(left.rounded(.up), 1e9))))
            if count > 0 { return true }
            if count == 0, now() >= deadline { return false }
            // A signal to this process says nothing about the other.
            guard count == 0 || errno == EINTR else { throw Self.failure("wait for", path) }
        }
    }

    static func failure(_ verb: String, _ path: String) -> WireGuardError {
        let number = errno
        let message = "cannot \(verb) \(path): \(String(cString: strerror(number)))"
        if number == ECONNRESET || number == EPIPE { return gone(message) }
        return WireGuardError(
            .refused, message: message, remedy: "run as root, and check who else uses the socket")
    }

    /// The process died while it was talked to.
    private static func gone(_ message: String) -> WireGuardError {
        WireGuardError(.interfaceGone, message: message, remedy: "open the interface again")
    }
}
