/// What the server asks an agent when somebody asks why one machine reaches another: what does the device say of these
/// peers? Nothing is changed by the question.
public struct TunnelQuestion: Hashable, Sendable {
    /// The most peers and the most addresses one question is about.
    public static let maximumCount = 16
    /// The most links one question is about.
    public static let maximumLinks = 1000

    /// The answer bears it too.
    public let number: UInt64
    /// The keys of the peers it is about.
    public let peers: [PublicKey]
    /// Where packets are to go.
    public let addresses: [IPAddress]
    /// The keys of the peers whose links somebody wants to see at once. Older agents pass over them.
    public let links: [PublicKey]

    public init(number: UInt64, peers: [PublicKey], addresses: [IPAddress], links: [PublicKey] = []) {
        self.number = number
        self.peers = peers
        self.addresses = addresses
        self.links = links
    }
}
