public import NetmakerCore

/// The body of `POST /networks/{network}/clients`.
public struct CreateClientRequest: Hashable, Sendable, Codable {
    /// Unique among the network's nodes and clients.
    public var name: NodeName
    /// The ingress gateway it enters by: a node's id or name.
    public var gateway: NodeReference
    /// Nil: a key is made for the answer, and is in its file this once.
    public var publicKey: PublicKey?
    /// Nil for the next that is free.
    public var ipv4: IPv4Address?
    public var ipv6: IPv6Address?
    /// Nil for what its gateway says.
    public var nameServers: [IPAddress]?
    /// What lies behind it; nil for nothing.
    public var allowedRanges: [IPPrefix]?
    /// When it is cut off; nil for never, or `expiresInSeconds`.
    public var expiresAt: Timestamp?
    /// In how many seconds it is cut off: a duration, so that the asker's clock does not matter.
    public var expiresInSeconds: Int?

    public init(
        name: NodeName, gateway: NodeReference, publicKey: PublicKey? = nil, ipv4: IPv4Address? = nil,
        ipv6: IPv6Address? = nil, nameServers: [IPAddress]? = nil, allowedRanges: [IPPrefix]? = nil,
        expiresAt: Timestamp? = nil, expiresInSeconds: Int? = nil
    ) {
        self.name = name
        self.gateway = gateway
        self.publicKey = publicKey
        self.ipv4 = ipv4
        self.ipv6 = ipv6
        self.nameServers = nameServers
        self.allowedRanges = allowedRanges
        self.expiresAt = expiresAt
        self.expiresInSeconds = expiresInSeconds
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, gateway, publicKey, ipv4, ipv6, nameServers, allowedRanges, expiresAt, expiresInSeconds
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.required(.name)
        gateway = try fields.required(.gateway)
        publicKey = try fields.optional(.publicKey)
        ipv4 = try fields.optional(.ipv4)
        ipv6 = try fields.optional(.ipv6)
        nameServers = try fields.optional(.nameServers)
        allowedRanges = try fields.optional(.allowedRanges)
        expiresAt = try fields.optional(.expiresAt)
        expiresInSeconds = try fields.lifetime(ofA: "client", .expiresInSeconds)
    }
}

/// The body of `PATCH /networks/{network}/clients/{client}`: what is left out stays as it is.
public struct UpdateClientRequest: Hashable, Sendable, Codable {
    /// Whether it is let in.
    public enum Access: String, Hashable, Sendable, Codable { case enabled, disabled }

    public var name: NodeName?
    /// The ingress gateway it enters by from now on: a node's id or name.
    public var gateway: NodeReference?
    public var access: Access?
    /// Empty for what its gateway says.
    public var nameServers: [IPAddress]?
    public var allowedRanges: [IPPrefix]?
    /// Cleared, it is never cut off. One that has expired is let in again by another time to come.
    public var expiresAt: Update<Timestamp>
    /// Likewise, as a duration.
    public var expiresInSeconds: Int?

    public init(
        name: NodeName? = nil, gateway: NodeReference? = nil, access: Access? = nil, nameServers: [IPAddress]? = nil,
        allowedRanges: [IPPrefix]? = nil, expiresAt: Update<Timestamp> = .keep, expiresInSeconds: Int? = nil
    ) {
        self.name = name
        self.gateway = gateway
        self.access = access
        self.nameServers = nameServers
        self.allowedRanges = allowedRanges
        self.expiresAt = expiresAt
        self.expiresInSeconds = expiresInSeconds
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, gateway, access, nameServers, allowedRanges, expiresAt, expiresInSeconds
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.replacement(.name)
        gateway = try fields.replacement(.gateway)
        access = try fields.replacement(.access)
        nameServers = try fields.replacement(.nameServers)
        allowedRanges = try fields.replacement(.allowedRanges)
        expiresAt = try fields.update(.expiresAt)
        expiresInSeconds = try fields.lifetime(ofA: "client", .expiresInSeconds)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encodeIfPresent(gateway, forKey: .gateway)
        try container.encodeIfPresent(access, forKey: .access)
        try container.encodeIfPresent(nameServers, forKey: .nameServers)
        try container.encodeIfPresent(allowedRanges, forKey: .allowedRanges)
        try container.encode(update: expiresAt, forKey: .expiresAt)
        try container.encodeIfPresent(expiresInSeconds, forKey: .expiresInSeconds)
    }
}

/// The body of `POST /networks/{network}/clients/{client}/file`: hands the file out as it is to be now.
public struct HandOutFileRequest: Hashable, Sendable, Codable {
    /// Which key the device has from now on.
    public enum Key: String, Hashable, Sendable, Codable {
        /// The one it has: the file has a placeholder for it.
        case kept
        /// One that is made for the answer, and is in its file this once. The former lets nobody in any more.
        case made
    }

    /// Nil for `kept`.
    public var key: Key?
    /// The public half of a key that the device has made itself.
    public var publicKey: PublicKey?

    public init(key: Key? = nil, publicKey: PublicKey? = nil) {
        self.key = key
        self.publicKey = publicKey
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case key, publicKey }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        key = try fields.optional(.key)
        publicKey = try fields.optional(.publicKey)
    }
}
