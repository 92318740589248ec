internal import Foundation
public import NetmakerCore
public import NetmakerStore

/// Where a server keeps what it knows, where it listens, and where others reach it.
public struct ServerConfiguration: Hashable, Sendable {
    /// Holds everything the server must not lose, readable by its owner only.
    public var dataDirectory: DataDirectory
    /// Where the files for other name servers go, an absolute path; what is in it anybody on the machine may read.
    public var dnsDirectory: String
    /// The host by which agents and people reach the server: it goes into every access token.
    public var publicHost: String
    /// The address to listen on; `::` takes IPv4 too.
    public var listenAddress: IPAddress
    /// The TCP port of the REST interface; 0 for any that is free.
    public var apiPort: UInt16
    /// The TCP port agents connect to; 0 for any that is free.
    public var agentsPort: UInt16

    /// A certificate that somebody else signed; nil when the server makes its own and is known by its pin.
    public var certificate: CertificateFiles?
    /// Where metrics are served; nil for nowhere.
    public var metrics: MetricsAddress?
    /// Where the netclient lies that machines are given; nil for beside the server's own program.
    public var agentsDirectory: String?
    /// Proxies whose word counts for where a request or a connection comes from.
    public var trustedProxies: [IPPrefix] = []
    /// How much of what was changed it keeps.
    public var history = LogRetention()
    /// How long it bears with whoever connects.
    var limits = ServerLimits()

    /// The REST interface's port unless said otherwise.
    public static let defaultAPIPort: UInt16 = 8081
    /// The agents' port unless said otherwise.
    public static let defaultAgentsPort: UInt16 = 50051
    /// All addresses there are, unless said otherwise.
    public static var defaultListenAddress: IPAddress { .everywhere }
    /// The data directory unless said otherwise.
    public static let defaultDataDirectory = "/var/lib/nm-server"

    /// - Parameter dnsDirectory: nil for a folder in the data directory, which only the server's own user may open.
    public init(
        dataDirectory: DataDirectory, publicHost: String, listenAddress: IPAddress = .everywhere,
        apiPort: UInt16 = defaultAPIPort, agentsPort: UInt16 = defaultAgentsPort,
        certificate: CertificateFiles? = nil, dnsDirectory: String? = nil
    ) {
        self.dataDirectory = dataDirectory
        self.dnsDirectory = URL(fileURLWithPath: dnsDirectory ?? dataDirectory.dns).standardizedFileURL.path
        self.publicHost = publicHost
        self.listenAddress = listenAddress
        self.apiPort = apiPort
        self.agentsPort = agentsPort
        self.certificate = certificate
    }

    /// Where a certificate and its key lie, both PEM.
    public struct CertificateFiles: Hashable, Sendable {
        /// The server's own certificate first, then those that lead to a trusted one.
        public let certificate: String
        public let key: String

        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }
}
