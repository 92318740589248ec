internal import NetmakerCore

/// What one source says about how a server runs: the command line, or the environment. What it does not say is nil.
public struct ServerSettings: Hashable, Sendable {
    public var dataDirectory: String?
    public var publicAddress: String?
    public var listenAddress: String?
    public var apiPort: UInt16?
    public var agentsPort: UInt16?
    public var tlsCertificate: String?
    public var tlsKey: String?
    public var dnsDirectory: String?

    public init(
        dataDirectory: String? = nil, publicAddress: String? = nil, listenAddress: String? = nil,
        apiPort: UInt16? = nil, agentsPort: UInt16? = nil, tlsCertificate: String? = nil, tlsKey: String? = nil,
        dnsDirectory: String? = nil
    ) {
        self.dataDirectory = dataDirectory
        self.publicAddress = publicAddress
        self.listenAddress = listenAddress
        self.apiPort = apiPort
        self.agentsPort = agentsPort
        self.tlsCertificate = tlsCertificate
        self.tlsKey = tlsKey
        self.dnsDirectory = dnsDirectory
    }

    /// What the environment says: `NM_DATA_DIR`, `NM_PUBLIC_ADDRESS`, `NM_LISTEN`, `NM_API_PORT`, `NM_AGENTS_PORT`,
    /// `NM_TLS_CERTIFICATE`, `NM_TLS_KEY`, `NM_DNS_DIRECTORY`.
    ///
    /// - Throws: `ServerError.Code.invalidConfiguration` for a port that is none.
    public init(environment: [String: String]) throws(ServerError) {
        func text(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        func port(_ name: String) throws(ServerError) -> UInt16? {
            guard let text = text(name) else { return nil }
            guard let port = UInt16(text) else {
                throw ServerError(
                    .invalidConfiguration, setting: name,
                    message: "\(name) is \"\(text.excerpt)\", which is no port",
                    remedy: "set it to a number of 0 to 65535")
            }
            return port
        }
        self.init(
            dataDirectory: text("NM_DATA_DIR"), publicAddress: text("NM_PUBLIC_ADDRESS"),
            listenAddress: text("NM_LISTEN"), apiPort: try port("NM_API_PORT"), agentsPort: try port("NM_AGENTS_PORT"),
            tlsCertificate: text("NM_TLS_CERTIFICATE"), tlsKey: text("NM_TLS_KEY"),
            dnsDirectory: text("NM_DNS_DIRECTORY"))
    }

    /// These settings, and where they are silent, those of the next source.
    public func or(_ next: ServerSettings) -> ServerSettings {
        ServerSettings(
            dataDirectory: dataDirectory ?? next.dataDirectory, publicAddress: publicAddress ?? next.publicAddress,
            listenAddress: listenAddress ?? next.listenAddress, apiPort: apiPort ?? next.apiPort,
            agentsPort: agentsPort ?? next.agentsPort, tlsCertificate: tlsCertificate ?? next.tlsCertificate,
            tlsKey: tlsKey ?? next.tlsKey, dnsDirectory: dnsDirectory ?? next.dnsDirectory)
    }

    /// - Parameter guess: finds the public address when no source gives one.
    /// - Throws: `ServerError.Code.invalidConfiguration` when an address is none, or what `guess` throws.
    public func configuration(
        guessing guess: () throws(ServerError) -> PublicAddress
    ) throws(ServerError) -> ServerConfiguration {
        let address =
            if let publicAddress { try PublicAddress(parsing: publicAddress) } else { try guess() }
        return ServerConfiguration(
            dataDirectory: DataDirectory(dataDirectory ?? ServerConfiguration.defaultDataDirectory),
            publicHost: address.host, listenAddress: try listenAddress.map(Self.listenAddress(parsing:)) ?? .everywhere,
            apiPort: apiPort ?? ServerConfiguration.defaultAPIPort,
            agentsPort: agentsPort ?? ServerConfiguration.defaultAgentsPort, certificate: try certificate(),
            dnsDirectory: dnsDirectory)
    }

    private func certificate() throws(ServerError) -> ServerConfiguration.CertificateFiles? {
        switch (tlsCertificate, tlsKey) {
        case (let certificate?, let key?): return .init(certificate: certificate, key: key)
        case (nil, nil): return nil
        default:
            throw ServerError(
                .invalidConfiguration, setting: tlsKey == nil ? "tls-key" : "tls-certificate",
                message: "a certificate needs its key, and a key its certificate",
                remedy: "give both --tls-certificate and --tls-key, or neither")
        }
    }

    private static func listenAddress(parsing text: String) throws(ServerError) -> IPAddress {
        do {
            return try IPAddress(parsing: text)
        } catch {
            throw ServerError(
                .invalidConfiguration, setting: "listen", message: error.message,
                remedy: "give an address of this machine, or :: for all there are", cause: error)
        }
    }
}
