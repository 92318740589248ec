/// One membership of a machine in a network.
public struct NodeID: RandomIdentifier {
    public static let noun = "a node id"
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// One access key.
public struct AccessKeyID: RandomIdentifier {
    public static let noun = "an access key id"
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// One device outside the mesh that enters by an ingress gateway.
public struct ExternalClientID: RandomIdentifier {
    public static let noun = "an external client id"
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// One session of a person.
public struct SessionID: RandomIdentifier {
    public static let noun = "a session id"
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// One API token of a person.
public struct APITokenID: RandomIdentifier {
    public static let noun = "an API token id"
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// One server, for as long as its database lives.
public struct ServerID: RandomIdentifier {
    public static let noun = "a server id"
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}

/// One life of a network: revisions of different epochs do not compare.
public struct Epoch: RandomIdentifier {
    public static let noun = "an epoch"
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }
}
