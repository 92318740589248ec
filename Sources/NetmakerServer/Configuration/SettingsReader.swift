internal import Logging
internal import NIOSSL
internal import NetmakerCore
internal import NetmakerStore

/// Reads settings to the end, and keeps what is wrong with each.
struct SettingsReader {
    private let settings: ServerSettings
    private(set) var problems: [ServerError] = []

    init(_ settings: ServerSettings) { self.settings = settings }

    /// Nil when something that a server needs is wrong.
    mutating func configuration(
        guessing guess: () throws(ServerError) -> PublicAddress
    ) -> ServerConfiguration? {
        let address = publicAddress(guessing: guess)
        let listenAddress = value(.listen, "give an address of this machine, or :: for all there are") {
            try IPAddress(parsing: $0)
        }
        let apiPort = port(.apiPort) ?? ServerConfiguration.defaultAPIPort
        let agentsPort = port(.agentsPort) ?? ServerConfiguration.defaultAgentsPort
        if apiPort == agentsPort, apiPort != 0 {
            add(.agentsPort, "both ports are \(apiPort)", "give people and agents a port each")
        }
        let certificate = certificate()
        let metrics = value(.metricsAddress, "give an address with a port, such as 127.0.0.1:8082, or off") {
            try MetricsAddress.Setting(text: $0)
        }
        let proxies = value(.trustedProxy, "give addresses or ranges, with commas between them") { text in
            try text.split(separator: ",").map { try IPPrefix(proxy: $0.trimmed) }
        }
        let history = history()
        guard let address else { return nil }
        var configuration = ServerConfiguration(
            dataDirectory: settings.dataDirectory, publicHost: address.host,
            listenAddress: listenAddress ?? ServerConfiguration.defaultListenAddress, apiPort: apiPort,
            agentsPort: agentsPort, certificate: certificate,
            dnsDirectory: settings.values[.dnsDirectory]?.text)
        configuration.metrics = (metrics ?? .at(.usual)).address
        configuration.trustedProxies = proxies ?? []
        configuration.agentsDirectory = settings.values[.agentsDirectory]?.text
        configuration.history = history
        return configuration
    }

    mutating func logging() -> LogSettings {
        let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
        let level = value(.logLevel, "give one of \(levels)") { text in
            guard let level = Logger.Level(rawValue: text) else { throw NotOne(of: "log level") }
            return level
        }
        let format = value(.logFormat, "give text or json") { text in
            guard let format = LogFormat(rawValue: text) else { throw NotOne(of: "log format") }
            return format
        }
        return LogSettings(level: level ?? .info, format: format ?? .text)
    }

    /// Whether the certificate can be shown, with this key.
    mutating func look(at files: ServerConfiguration.CertificateFiles) {
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificate).map {
                NIOSSLCertificateSource.certificate($0)
            }
            let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
            _ = try NIOSSLContext(
                configuration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
        } catch {
            add(
                .tlsCertificate, "\(files.certificate) and \(files.key) cannot be shown: \(error)",
                "check that both are PEM, can be read, and belong together")
        }
    }

    // MARK: Values

    private mutating func publicAddress(
        guessing guess: () throws(ServerError) -> PublicAddress
    ) -> PublicAddress? {
        guard settings.values[.publicAddress] == nil else {
            return value(.publicAddress, "give a name or an address, without port or scheme") {
                try PublicAddress(parsing: $0)
            }
        }
        do throws(ServerError) {
            return try guess()
        } catch {
            problems.append(error)
            return nil
        }
    }

    private mutating func port(_ setting: ServerSetting) -> UInt16? {
        value(setting, "give a number of 0 to 65535") { text in
            guard let port = UInt16(text) else { throw NotOne(of: "port") }
            return port
        }
    }

    private mutating func history() -> LogRetention {
        var history = LogRetention()
        if let days = number(.historyDays, of: LogRetention.days, "days") { history.age = .seconds(days * 86_400) }
        if let rows = number(.historyRows, of: LogRetention.counts, "changes") { history.rows = rows }
        return history
    }

    private mutating func number(_ setting: ServerSetting, of range: ClosedRange<Int>, _ what: String) -> Int? {
        value(setting, "give \(range.lowerBound) to \(range.upperBound) \(what)") { text in
            guard let number = Int(text), range.contains(number), String(number) == text else {
                throw NotOne(of: "number of \(what) to keep")
            }
            return number
        }
    }

    private mutating func certificate() -> ServerConfiguration.CertificateFiles? {
        switch (settings.values[.tlsCertificate]?.text, settings.values[.tlsKey]?.text) {
        case (let certificate?, let key?): return .init(certificate: certificate, key: key)
        case (nil, nil): return nil
        case (let certificate, _):
            add(
                certificate == nil ? .tlsCertificate : .tlsKey,
                "a certificate needs its key, and a key its certificate",
                "give both \(ServerSetting.tlsCertificate.flag) and \(ServerSetting.tlsKey.flag), or neither")
            return nil
        }
    }

    /// Nil when it is not given, or is wrong.
    private mutating func value<Value>(
        _ setting: ServerSetting, _ remedy: String, _ read: (String) throws -> Value
    ) -> Value? {
        guard let given = settings.values[setting] else { return nil }
        do {
            return try read(given.text)
        } catch {
            let what =
                switch error {
                case let error as NotOne: "\"\(given.text.excerpt)\" is no \(error.kind)"
                case let error as ModelError: error.message
                case let error as ServerError: error.message
                default: "\"\(given.text.excerpt)\" cannot be read: \(error)"
                }
            add(setting, what, remedy)
            return nil
        }
    }

    private mutating func add(_ setting: ServerSetting, _ what: String, _ remedy: String) {
        let place =
            switch settings.values[setting]?.origin {
            case .file(let path, let line)?: "\(path), line \(line): \(setting.rawValue): "
            case let origin?: "\(origin): "
            case nil: "\(setting.rawValue): "
            }
        problems.append(
            ServerError(.invalidConfiguration, setting: setting.rawValue, message: place + what, remedy: remedy))
    }

    private struct NotOne: Error {
        let kind: String
        init(of kind: String) { self.kind = kind }
    }
}

extension IPPrefix {
    /// A range of proxies, or one of them.
    fileprivate init(proxy text: String) throws(ModelError) {
        self = text.contains("/") ? try IPPrefix(parsing: text) : IPPrefix(host: try IPAddress(parsing: text))
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
