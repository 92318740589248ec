/// A private network: a name, its address ranges, and what its new nodes start with.
///
/// Overlapping another network is allowed: a machine that would be in both is told when it joins.
public struct Network: Hashable, Sendable, Codable {
    /// Fixed for ever: it becomes a routing domain and an interface name on every member.
    public let name: NetworkName
    /// What people call it; the name itself when nothing better was given.
    public var displayName: String
    public var ranges: AddressRanges
    public var defaults: NodeDefaults
    /// How many nodes it may have; nil for as many as its ranges hold. One that is lowered removes none.
    public var nodeLimit: NodeLimit?
    /// How machines get in, and where their packets may go.
    public var options: NetworkOptions
    /// The last request for new WireGuard keys.
    public var keyGeneration: KeyGeneration
    /// The domain behind the network's name in its second zone; nil when it has the first alone (`zones`).
    public var dnsSuffix: DNSSuffix?
    /// The name servers that answer for its names; nil when each node's own agent does.
    public var dnsServers: DNSServers?
    /// Random, new whenever the network is created or the server restored from a backup: revisions of different epochs
    /// do not compare.
    public private(set) var epoch: Epoch
    public let createdAt: Timestamp
    /// The network's revision at which these fields last changed: the ETag of this object.
    public var revision: Revision

    public init(
        name: NetworkName, displayName: String, ranges: AddressRanges, defaults: NodeDefaults = NodeDefaults(),
        nodeLimit: NodeLimit? = nil, options: NetworkOptions = NetworkOptions(),
        keyGeneration: KeyGeneration = .first, dnsSuffix: DNSSuffix? = nil, dnsServers: DNSServers? = nil,
        epoch: Epoch, createdAt: Timestamp, revision: Revision = .zero
    ) {
        self.name = name
        self.displayName = displayName
        self.ranges = ranges
        self.defaults = defaults
        self.nodeLimit = nodeLimit
        self.options = options
        self.keyGeneration = keyGeneration
        self.dnsSuffix = dnsSuffix
        self.dnsServers = dnsServers
        self.epoch = epoch
        self.createdAt = createdAt
        self.revision = revision
    }

    /// The same network in another life: what any agent knows of its revisions counts no more.
    public func renewed(as epoch: Epoch) -> Network {
        var network = self
        network.epoch = epoch
        return network
    }

    /// The aggregate whose revisions and change log are this network's.
    public var aggregate: AggregateID { .network(name, epoch) }

    /// The most characters of a display name.
    public static let maximumDisplayNameLength = 100

    /// A display name that will not draw on anybody's terminal.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when it is blank, too long, or holds control characters.
    public static func checked(displayName: String) throws(ModelError) -> String {
        let scalars = displayName.unicodeScalars
        let isPlain = scalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
            default: true
            }
        }
        let isBlank = scalars.allSatisfy(\.properties.isWhitespace)
        guard isPlain, !isBlank, displayName.count <= maximumDisplayNameLength else {
            throw ModelError(
                .invalidValue, field: "displayName", message: "that is not a display name",
                remedy: "use 1 to \(maximumDisplayNameLength) printable characters")
        }
        return displayName
    }
}
