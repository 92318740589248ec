public import NetmakerCore

/// The body of `PATCH /networks/{network}/nodes/{node}`: what is left out stays as it is.
public struct UpdateNodeRequest: Hashable, Sendable, Codable {
    public var name: NodeName?
    /// Cleared, it is detected again.
    public var endpoint: Update<Endpoint>
    public var listenPort: ListenPort?
    /// In seconds, 0 for off.
    public var persistentKeepalive: PersistentKeepalive?

    public init(
        name: NodeName? = nil, endpoint: Update<Endpoint> = .keep, listenPort: ListenPort? = nil,
        persistentKeepalive: PersistentKeepalive? = nil
    ) {
        self.name = name
        self.endpoint = endpoint
        self.listenPort = listenPort
        self.persistentKeepalive = persistentKeepalive
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case name, endpoint, listenPort, persistentKeepalive }

    public init(from decoder: any Decoder) throws {
        let fields = try StrictFields<CodingKeys>(decoder)
        name = try fields.replacement(.name)
        endpoint = try fields.update(.endpoint)
        listenPort = try fields.replacement(.listenPort)
        persistentKeepalive = try fields.replacement(.persistentKeepalive)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(name, forKey: .name)
        try container.encode(update: endpoint, forKey: .endpoint)
        try container.encodeIfPresent(listenPort, forKey: .listenPort)
        try container.encodeIfPresent(persistentKeepalive, forKey: .persistentKeepalive)
    }
}
