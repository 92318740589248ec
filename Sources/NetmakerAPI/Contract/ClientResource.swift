public import NetmakerCore

/// An external client as the REST interface shows it. Its private key is nowhere on the server.
public struct ClientResource: Hashable, Sendable, Codable {
    /// Whether the network reaches it.
    public enum Status: String, Hashable, Sendable, Codable {
        /// Its gateway lets it in.
        case admitted
        /// An admin shut it out.
        case disabled
        /// Its time is over.
        case expired
        /// The node it entered by is no ingress gateway any more, or takes no part: move it to one that is and does.
        case withoutGateway
    }

    /// How the file stands that was last handed out.
    public enum File: String, Hashable, Sendable, Codable {
        case current
        /// What it says has changed since: hand it out again.
        case outdated
    }

    public let id: ExternalClientID
    public let network: NetworkName
    public let name: NodeName
    public let publicKey: PublicKey
    /// Nil where the network has no range of that family.
    public let ipv4: IPv4Address?
    public let ipv6: IPv6Address?
    /// The node it enters by.
    public let gateway: NodeID
    /// Nil when that is no node any more.
    public let gatewayName: NodeName?
    /// Empty for what its gateway says.
    public let nameServers: [IPAddress]
    /// What lies behind it.
    public let allowedRanges: [IPPrefix]
    public let status: Status
    /// When it is cut off; nil for never.
    public let expiresAt: Timestamp?
    public let file: File
    public let createdAt: Timestamp
    /// The network's revision at which this client last changed: the ETag.
    public let revision: Revision

    /// - Parameter gateway: the node it enters by; nil when that is none any more.
    public init(_ client: ExternalClient, gateway node: Node?, file: File) {
        id = client.id
        network = client.network
        name = client.name
        publicKey = client.publicKey
        ipv4 = client.ipv4
        ipv6 = client.ipv6
        gateway = client.gateway
        gatewayName = node?.name
        nameServers = client.nameServers
        allowedRanges = client.allowedRanges
        status =
            switch client.access {
            case .disabled: .disabled
            case .expired: .expired
            case .enabled: node?.roles.ingress == nil || node?.isActive == false ? .withoutGateway : .admitted
            }
        expiresAt = client.expiresAt
        self.file = file
        createdAt = client.createdAt
        revision = client.revision
    }
}

/// What a device gets: in the answer that makes a client or hands out its file anew, and in no other.
public struct HandedOutClient: Hashable, Sendable, Codable {
    public let client: ClientResource
    /// The file for `wg-quick` and the WireGuard apps. With the private key in it if that was made for this answer;
    /// else with a placeholder for the key that the device has.
    public let configuration: ConfidentialText
    /// The file for a camera; nil without a private key, and for a file that no code holds.
    public let qr: QRCodeResource?

    public init(client: ClientResource, configuration: ConfidentialText, qr: QRCodeResource?) {
        self.client = client
        self.configuration = configuration
        self.qr = qr
    }
}

/// A QR code in the forms people need.
public struct QRCodeResource: Hashable, Sendable, Codable {
    /// A picture, in Base64.
    public let png: ConfidentialText
    /// A drawing.
    public let svg: ConfidentialText
    /// Lines for a terminal that takes UTF-8 and colors.
    public let terminal: ConfidentialText

    public init(png: ConfidentialText, svg: ConfidentialText, terminal: ConfidentialText) {
        self.png = png
        self.svg = svg
        self.terminal = terminal
    }
}

/// The answer to `GET /networks/{network}/clients/{client}/file`: what the file has to say now.
public struct ClientFileResource: Hashable, Sendable, Codable {
    /// With a placeholder for the private key.
    public let configuration: String
    /// How the one stands that was last handed out.
    public let file: ClientResource.File

    public init(configuration: String, file: ClientResource.File) {
        self.configuration = configuration
        self.file = file
    }
}
