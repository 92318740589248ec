public import NetmakerCore

/// An access key as lists show it: everything but the secret, which the server does not have.
public struct AccessKeyResource: Hashable, Sendable, Codable {
    public let id: AccessKeyID
    public let network: NetworkName
    public let name: AccessKeyName
    /// How many more machines it admits.
    public let uses: AccessKeyUses
    /// How many machines it has admitted.
    public let usedCount: Int
    /// When it stops admitting; nil when it never does.
    public let expiresAt: Timestamp?
    /// What nodes that it admits are tagged with, in order.
    public let tags: [Tag]
    /// Whether nodes that it admits go when their agent has been away for some minutes.
    public let ephemeral: Bool
    public let createdAt: Timestamp
    /// The network's revision at which this key last changed: the ETag.
    public let revision: Revision

    public init(_ key: AccessKey) {
        id = key.id
        network = key.network
        name = key.name
        uses = AccessKeyUses(key.uses)
        usedCount = key.usedCount
        expiresAt = key.expiresAt
        tags = key.grant.tags
        ephemeral = key.grant.lifetime == .ephemeral
        createdAt = key.createdAt
        revision = key.revision
    }
}

/// The body of `POST /networks/{network}/keys`.
public struct CreateAccessKeyRequest: Hashable, Sendable, Codable {
    /// Nil for a name the server makes up.
    public var name: AccessKeyName?
    /// Nil for one use.
    public var uses: AccessKeyUses?
    /// In how many seconds it stops admitting; nil for never. A duration, so that the asker's clock does not matter.
    public var expiresInSeconds: Int?
    /// What nodes that it admits are tagged with; nil for nothing.
    public var tags: [Tag]?
    /// Whether nodes that it admits go when their agent has been away for some minutes; nil for false.
    public var ephemeral: Bool?

    public init(
        name: AccessKeyName? = nil, uses: AccessKeyUses? = nil, expiresInSeconds: Int? = nil, tags: [Tag]? = nil,
        ephemeral: Bool? = nil
    ) {
        self.name = name
        self.uses = uses
        self.expiresInSeconds = expiresInSeconds
        self.tags = tags
        self.ephemeral = ephemeral
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case name, uses, expiresInSeconds, tags, ephemeral }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.optional(.name)
        uses = try fields.optional(.uses)
        guard uses != .limited(0) else {
            throw ModelError(
                .invalidValue, field: "uses", message: "a key with 0 uses admits nobody",
                remedy: "give 1 or more, or unlimited")
        }
        expiresInSeconds = try fields.lifetime(ofA: "key", .expiresInSeconds)
        tags = try fields.optional(.tags)
        ephemeral = try fields.optional(.ephemeral)
    }
}

/// The body of `PATCH /networks/{network}/keys/{accessKey}`: what is left out stays as it is.
public struct UpdateAccessKeyRequest: Hashable, Sendable, Codable {
    public var name: AccessKeyName?
    /// How many more machines it admits; 0 for none, until it is given more.
    public var uses: AccessKeyUses?
    /// Cleared, it never stops admitting. One that has expired admits again by another time to come.
    public var expiresAt: Update<Timestamp>
    /// Likewise, as a duration.
    public var expiresInSeconds: Int?
    /// What nodes that it admits from now on are tagged with; empty for nothing.
    public var tags: [Tag]?
    /// Whether nodes that it admits from now on go when their agent has been away for some minutes.
    public var ephemeral: Bool?

    public init(
        name: AccessKeyName? = nil, uses: AccessKeyUses? = nil, expiresAt: Update<Timestamp> = .keep,
        expiresInSeconds: Int? = nil, tags: [Tag]? = nil, ephemeral: Bool? = nil
    ) {
        self.name = name
        self.uses = uses
        self.expiresAt = expiresAt
        self.expiresInSeconds = expiresInSeconds
        self.tags = tags
        self.ephemeral = ephemeral
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, uses, expiresAt, expiresInSeconds, tags, ephemeral
    }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.replacement(.name)
        uses = try fields.replacement(.uses)
        expiresAt = try fields.update(.expiresAt)
        expiresInSeconds = try fields.lifetime(ofA: "key", .expiresInSeconds)
        tags = try fields.replacement(.tags)
        ephemeral = try fields.replacement(.ephemeral)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encodeIfPresent(uses, forKey: .uses)
        try container.encode(update: expiresAt, forKey: .expiresAt)
        try container.encodeIfPresent(expiresInSeconds, forKey: .expiresInSeconds)
        try container.encodeIfPresent(tags, forKey: .tags)
        try container.encodeIfPresent(ephemeral, forKey: .ephemeral)
    }
}

/// The answer to `POST /networks/{network}/keys`: the only one that ever holds the secret.
public struct CreatedAccessKeyResource: Hashable, Sendable, Codable {
    /// The secret itself.
    public let key: ConfidentialText
    /// All that `netclient join` needs, the secret included.
    public let token: ConfidentialText
    /// What to run in the shell of a machine without netclient, to install it and join, the token included; nil when the
    /// server has no netclient to give away.
    public let installCommand: ConfidentialText?
    public let accessKey: AccessKeyResource

    public init(
        key: ConfidentialText, token: ConfidentialText, installCommand: ConfidentialText?, accessKey: AccessKeyResource
    ) {
        self.key = key
        self.token = token
        self.installCommand = installCommand
        self.accessKey = accessKey
    }
}
