/// What the server asks an agent when somebody asks why one machine reaches another: what does the device say of these
/// peers? Nothing is changed by the question.
public struct TunnelQuestion: Hashable, Sendable {
    /// The most peers and the most addresses one question is about.
    public static let maximumCount = 16

    /// The answer bears it too.
    public let number: UInt64
    /// The keys of the peers it is about.
    public let peers: [PublicKey]
    /// Where packets are to go.
    public let addresses: [IPAddress]

    public init(number: UInt64, peers: [PublicKey], addresses: [IPAddress]) {
        self.number = number
        self.peers = peers
        self.addresses = addresses
    }
}
