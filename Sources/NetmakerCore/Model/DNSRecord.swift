/// A name that an admin added to a network's zone. Its name is who it is: fixed, and no node's.
public struct DNSRecord: Hashable, Sendable, Codable {
    public let network: NetworkName
    public let name: DNSRecordName
    public var target: DNSTarget
    public let createdAt: Timestamp
    /// The network's revision at which this record last changed: the ETag of this object.
    public var revision: Revision

    /// The most that a network has: every agent keeps them all.
    public static let maximumCount = 4096

    public init(
        network: NetworkName, name: DNSRecordName, target: DNSTarget, createdAt: Timestamp, revision: Revision = .zero
    ) {
        self.network = network
        self.name = name
        self.target = target
        self.createdAt = createdAt
        self.revision = revision
    }

    /// What agents are told of it.
    public var entry: DNSEntry { DNSEntry(name: name, target: target) }
}
