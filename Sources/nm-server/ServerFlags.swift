internal import ArgumentParser
internal import Foundation
internal import NetmakerServer

/// The flags that say where a server keeps its data, and where its configuration file is.
struct DirectoryFlag: ParsableArguments {
    @Option(
        name: .customLong("data-dir"),
        help: "Where the server keeps everything it must not lose (default: /var/lib/nm-server).")
    var path: String?
    @Option(help: "The configuration file (default: \(ConfigurationText.usualPath), if it is there).")
    var config: String?

    /// What the environment says.
    var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// The configuration file: the flag's, else the environment's, else the usual one.
    func file() throws -> ConfigurationText {
        let variable = environment[ServerSetting.fileVariable].flatMap { $0.isEmpty ? nil : $0 }
        return try ConfigurationText(at: config ?? variable)
    }

    /// Where the server keeps its data, as the flags, the environment and the file say.
    ///
    /// - Throws: `ServerError` for the first that is wrong in the file.
    func dataDirectory() throws -> DataDirectory {
        try settings(flags: [:]).dataDirectory
    }

    /// All sources, the flags before the environment, and that before the file.
    ///
    /// - Throws: `ServerError` for the first that is wrong in the file.
    func settings(flags: [ServerSetting: String]) throws -> ServerSettings {
        let file = try file()
        if let problem = file.problems.first { throw problem }
        return settings(flags: flags, file: file)
    }

    func settings(flags: [ServerSetting: String], file: ConfigurationText) -> ServerSettings {
        var flags = flags
        flags[.dataDirectory] = path
        return ServerSettings(flags: flags).or(ServerSettings(environment: environment)).or(file.settings)
    }
}

/// The flags of a server, each with a variable of the environment and a line of the configuration file behind it. What
/// they say is read in one place, wherever it was said.
struct ServerFlags: ParsableArguments {
    @OptionGroup var directory: DirectoryFlag
    @Option(help: "The name or address by which agents and browsers reach this server.")
    var publicAddress: String?
    @Option(help: "The address to listen on (default: all there are).")
    var listen: String?
    @Option(help: "The port of the REST interface (default: 8081); 0 for any that is free.")
    var apiPort: String?
    @Option(help: "The port agents connect to (default: 50051); 0 for any that is free.")
    var agentsPort: String?

    @Option(help: "A certificate signed by others, PEM (default: the server makes its own).")
    var tlsCertificate: String?
    @Option(help: "The key of that certificate, PEM.")
    var tlsKey: String?
    @Option(
        help: "Where the hosts file and the Corefile for other name servers go (default: dns in the data directory).")
    var dnsDirectory: String?
    @Option(
        name: .customLong("agents-dir"),
        help: "Where the netclient lies that /install.sh gives to machines (default: beside nm-server).")
    var agentsDirectory: String?

    @Option(
        help: "Where Prometheus finds metrics, without a session (default: \(MetricsAddress.usual)); off for nowhere.")
    var metricsAddress: String?
    @Option(help: "Proxies that are believed where a request comes from: addresses or ranges, with commas.")
    var trustedProxy: String?

    @Option(help: "For how many days changes are kept in the history (default: 90).")
    var historyDays: String?
    @Option(help: "How many changes are kept in the history, of all networks together (default: 100000).")
    var historyRows: String?

    @Option(help: "How much to log: trace, debug, info, notice, warning, error or critical (default: info).")
    var logLevel: String?
    @Option(help: "How to log: text, or json for an object a line (default: text).")
    var logFormat: String?

    /// What the command line says.
    var given: [ServerSetting: String] {
        let all: [ServerSetting: String?] = [
            .publicAddress: publicAddress, .listen: listen, .apiPort: apiPort, .agentsPort: agentsPort,
            .tlsCertificate: tlsCertificate, .tlsKey: tlsKey, .metricsAddress: metricsAddress,
            .trustedProxy: trustedProxy, .dnsDirectory: dnsDirectory, .agentsDirectory: agentsDirectory,
            .logLevel: logLevel, .logFormat: logFormat,
            .historyDays: historyDays, .historyRows: historyRows,
        ]
        return all.compactMapValues(\.self)
    }

    /// Flags count more than the environment, that more than the file, and that more than what is built in.
    func settings() throws -> ServerSettings { try directory.settings(flags: given) }
}
