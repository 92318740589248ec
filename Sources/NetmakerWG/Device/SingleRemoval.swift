import NetmakerCore

/// How an implementation takes a single allowed IP from a peer: alone, or by a sink. Found out once, when it is first
/// to.
struct SingleRemoval {
    private enum Way {
        case unknown, alone, bySink
    }

    private var way = Way.unknown

    /// Carries out a plan, with single allowed IPs taken in the way that the implementation has.
    ///
    /// - Parameters:
    ///   - isRefusal: whether a failure says that a request is not understood.
    ///   - isUnderstood: asks, by a peer made for it, whether one that was not refused was understood; it may have been
    ///     taken without what tells it from an addition.
    ///   - perform: carries out a plan as it stands.
    mutating func carryOut<Failure: Error>(
        _ plan: DevicePlan, refusedBy isRefusal: (Failure) -> Bool,
        understoodBy isUnderstood: (PublicKey) throws(Failure) -> Bool = { _ in true },
        performing perform: (DevicePlan) throws(Failure) -> Void
    ) throws(Failure) {
        guard plan.removesAllowedIPs else { return try perform(plan) }
        let sink = Self.newSink()
        if way == .unknown { way = try Self.ask(with: sink, isRefusal, isUnderstood, perform) }
        guard way == .bySink else { return try perform(plan) }
        do throws(Failure) {
            try perform(plan.removingAllowedIPs(by: sink))
        } catch {
            // It may be there already. When it cannot be removed either, the first failure says more.
            try? perform(Self.removal(of: sink))
            throw error
        }
    }

    /// Asks by a plan that changes nothing: a peer made for it loses what it never had. Where that is refused the peer
    /// is there all the same, and goes then. Where it is taken for an addition, the peer has an address for a moment
    /// that nobody should have.
    private static func ask<Failure: Error>(
        with sink: PublicKey, _ isRefusal: (Failure) -> Bool, _ isUnderstood: (PublicKey) throws(Failure) -> Bool,
        _ perform: (DevicePlan) throws(Failure) -> Void
    ) throws(Failure) -> Way {
        var way = Way.bySink
        do throws(Failure) {
            try perform(DevicePlan(peers: [PeerChange(.add, sink, allowedIPs: .remove([asked]))]))
            if try isUnderstood(sink) { way = .alone }
        } catch {
            guard isRefusal(error) else {
                // When it cannot be removed either, the first failure says more.
                try? perform(removal(of: sink))
                throw error
            }
        }
        try perform(removal(of: sink))
        return way
    }

    private static func removal(of sink: PublicKey) -> DevicePlan {
        DevicePlan(peers: [PeerChange(.remove, sink)])
    }

    /// A key that no peer has. Nobody needs its private half, which would take half a million instructions to make.
    private static func newSink() -> PublicKey {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        guard let key = try? PublicKey(bytes: bytes) else { preconditionFailure("32 bytes are a key") }
        return key
    }

    /// An address that the documentation of protocols uses (RFC 5737).
    static let asked = IPPrefix(host: .v4(IPv4Address(rawValue: 0xC000_0201)))
}
