public import NetmakerCore

/// How a network's names are looked up on this machine.
public struct NamesStatus: Hashable, Sendable, Codable {
    /// What the machine's own resolver does for them.
    public enum Lookup: String, Hashable, Sendable, Codable {
        /// It asks where it should.
        case pointed
        /// There is none that can be told: whoever wants a name has to ask at `address`, or one of `servers`.
        case absent
        /// It could not be told; `trouble` says why.
        case failed
        /// There is nothing to ask for now: the interface is not there.
        case waiting
        /// An admin has turned names off for this node, or it takes no part in the network.
        case off
    }

    public var lookup: Lookup
    /// What is answered for, with everything below it.
    public var zones: [DomainName]
    /// Where the agent answers, as in `127.110.0.1:53`; nil when it does not.
    public var address: String?
    /// The network's name servers, which answer instead; empty when it has none.
    public var servers: [IPAddress]
    /// Why names are not looked up as they should be; nil when they are, or nobody wants them to be.
    public var trouble: String?

    static let off = NamesStatus(lookup: .off, zones: [], address: nil, servers: [], trouble: nil)
}
