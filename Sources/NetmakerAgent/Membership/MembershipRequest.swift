public import NetmakerCore

/// What a machine needs to become a node, and what its owner wants of it.
public struct MembershipRequest: Sendable {
    /// What becomes of a network whose addresses another one of this machine has too.
    public enum OverlapPolicy: String, Hashable, Sendable, Codable {
        case refuse
        /// The owner knows: of two routes to one address the kernel takes one.
        case accept
    }

    /// What becomes of the network once the command has ended.
    public enum Service: Hashable, Sendable {
        /// Nothing keeps it up to date.
        case none
        /// What supervises this machine has its daemon run, where there is such a thing.
        case supervised
    }

    public let network: NetworkName
    /// Where agents reach the server.
    public let server: ServerAddress
    /// Where people reach it; nil when not known.
    public let api: ServerAddress?
    /// The TLS keys the server may show; empty means that the system's trusted roots decide.
    public let pins: [CertificatePin]
    /// Nil: an admin is asked to let the machine in.
    public let key: Secret?
    /// Nil: made from the machine's name.
    public var name: NodeName?
    /// Nil: the network's usual one.
    public var interface: InterfaceName?
    /// Nil: the first that is free from 51821 on.
    public var listenPort: ListenPort?
    /// Where the owner says the machine is reached; nil: detected.
    public var endpoint: Endpoint?
    /// Whether peers are told where the machine has moved to; nil: as the network says.
    public var roaming: Bool?
    public var overlapPolicy: OverlapPolicy = .refuse
    public var service: Service = .none
    public var remoteCommands: RemoteCommandPolicy = .refuse

    public init(
        network: NetworkName, server: ServerAddress, api: ServerAddress? = nil, pins: [CertificatePin], key: Secret?
    ) {
        self.network = network
        self.server = server
        self.api = api
        self.pins = pins
        self.key = key
    }

    public init(_ token: AccessToken) {
        self.init(network: token.network, server: token.server, api: token.api, pins: token.pins, key: token.key)
    }
}
