internal import NetmakerStore

/// One thing that an operator may set: by a flag, by a variable of the environment, or in the configuration file.
public enum ServerSetting: String, CaseIterable, Hashable, Sendable {
    case dataDirectory = "data-dir"
    case publicAddress = "public-address"
    case listen
    case apiPort = "api-port"
    case agentsPort = "agents-port"
    case tlsCertificate = "tls-certificate"
    case tlsKey = "tls-key"
    case metricsAddress = "metrics-address"
    case trustedProxy = "trusted-proxy"
    case dnsDirectory = "dns-directory"
    case agentsDirectory = "agents-dir"
    case historyDays = "history-days"
    case historyRows = "history-rows"
    case logLevel = "log-level"
    case logFormat = "log-format"

    /// The flag, such as `--api-port`.
    public var flag: String { "--\(rawValue)" }

    /// The variable of the environment, such as `NM_API_PORT`.
    public var variable: String {
        "NM_" + rawValue.uppercased().map { $0 == "-" ? "_" : String($0) }.joined()
    }

    /// The variable that names the configuration file.
    public static let fileVariable = "NM_CONFIG"

    /// What holds when nobody sets it; nil when that depends on the machine, or is nothing.
    public var builtIn: String? {
        switch self {
        case .dataDirectory: ServerConfiguration.defaultDataDirectory
        case .listen: "\(ServerConfiguration.defaultListenAddress)"
        case .apiPort: "\(ServerConfiguration.defaultAPIPort)"
        case .agentsPort: "\(ServerConfiguration.defaultAgentsPort)"
        case .metricsAddress: MetricsAddress.usual.description
        case .historyDays: String(LogRetention().age.components.seconds / 86_400)
        case .historyRows: String(LogRetention().rows)
        case .logLevel: "info"
        case .logFormat: LogFormat.text.rawValue
        case .publicAddress, .tlsCertificate, .tlsKey, .trustedProxy, .dnsDirectory, .agentsDirectory: nil
        }
    }
}

/// Where a setting was given.
public enum SettingOrigin: Hashable, Sendable, CustomStringConvertible {
    case flag(ServerSetting)
    case variable(ServerSetting)
    case file(path: String, line: Int)

    /// As errors name it: `--api-port`, `NM_API_PORT`, or the file with the line.
    public var description: String {
        switch self {
        case .flag(let setting): setting.flag
        case .variable(let setting): setting.variable
        case .file(let path, let line): "\(path), line \(line)"
        }
    }
}
