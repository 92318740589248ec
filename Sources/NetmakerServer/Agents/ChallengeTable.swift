internal import Crypto
internal import DequeModule
internal import NetmakerAgentProtocol
internal import NetmakerCore
internal import Synchronization

/// The nonces of signed calls: good for 60 seconds and one use.
///
/// A nonce that was given away costs no memory: it carries its time, and a code (HMAC-SHA256) that only this server can
/// make. Only spent ones are remembered, until they would be too old anyway; so nobody can push out another's nonce by
/// asking for many.
final class ChallengeTable: Sendable {
    static let lifetime: Duration = .seconds(60)
    /// The most spent nonces that are remembered. Each took a valid signature to spend.
    static let capacity = 65_536

    private struct State {
        var spent: Set<Nonce> = []
        /// The spent ones by age, the oldest first.
        var order: Deque<(nonce: Nonce, time: UInt64)> = []

        /// Two at most, so that they go faster than they come and yet no call pays for those of many.
        mutating func forget(before time: UInt64) {
            for _ in 0..<2 {
                guard let oldest = order.first, oldest.time < time else { return }
                touch()
                spent.remove(oldest.nonce)
                order.removeFirst()
            }
        }
    }

    private let key = SymmetricKey(size: .bits256)
    private let elapsed: @Sendable () -> Duration
    private let state = Mutex(State())

    /// - Parameter elapsed: a time that only moves forward, such as since the server's start.
    init(elapsed: @escaping @Sendable () -> Duration) { self.elapsed = elapsed }

    /// A new nonce: 8 bytes of time, 8 random bytes, 16 bytes of code.
    func nonce() throws(AgentProtocolError) -> Nonce {
        var bytes: [UInt8] = []
        withUnsafeBytes(of: milliseconds.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: UInt64.random(in: .min ... .max)) { bytes.append(contentsOf: $0) }
        return try Nonce(bytes: bytes + code(for: bytes))
    }

    /// Spends a nonce, once the signature over it has been verified.
    ///
    /// - Throws: `AgentProtocolError.Code.unauthenticated` when it is not ours, too old, or spent; `.unavailable` when
    ///   more calls come than can be told apart.
    func spend(_ nonce: Nonce) throws(AgentProtocolError) {
        let head = Array(nonce.bytes[..<16])
        let time = head[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let now = milliseconds
        let lifetime = UInt64(Self.lifetime / .milliseconds(1))
        guard code(for: head) == Array(nonce.bytes[16...]) else {
            throw .unauthenticated("the nonce is not this server's")
        }
        guard time <= now, now - time <= lifetime else { throw .unauthenticated("the nonce is too old") }
        let verdict: AgentProtocolError? = state.withLock { state in
            state.forget(before: now - min(now, lifetime))
            if state.spent.contains(nonce) { return .unauthenticated("the nonce has been used already") }
            if state.spent.count >= Self.capacity { return .overloaded }
            state.spent.insert(nonce)
            state.order.append((nonce, now))
            return nil
        }
        if let verdict { throw verdict }
    }

    private var milliseconds: UInt64 { UInt64(max(0, elapsed() / .milliseconds(1))) }

    private func code(for bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key).prefix(16))
    }
}

extension AgentProtocolError {
    static func unauthenticated(_ why: String) -> AgentProtocolError {
        AgentProtocolError(.unauthenticated, message: why, remedy: "ask for a new challenge and sign that")
    }

    fileprivate static let overloaded = AgentProtocolError(
        .unavailable, message: "too many calls are being made", remedy: "try again in a minute")
}
