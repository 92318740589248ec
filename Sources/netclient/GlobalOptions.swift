internal import ArgumentParser
internal import Glibc
internal import Logging
internal import NetmakerAgent
internal import NetmakerCore
internal import NetmakerWG

/// What every command takes.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the networks' files are kept; NETCLIENT_DIRECTORY says the same (default: /etc/netclient).",
            valueName: "path"))
    var directory: String?

    @Option(
        help: ArgumentHelp(
            "Where daemons are spoken to; NETCLIENT_RUN_DIRECTORY says the same (default: /run/netclient).",
            valueName: "path"))
    var runDirectory: String?

    @Option(
        help: ArgumentHelp(
            "trace, debug, info, notice, warning, error or critical (default: info for the daemon, else warning).",
            valueName: "level"),
        transform: Self.level)
    var logLevel: Logger.Level?

    var folder: AgentFolder {
        AgentFolder(
            directory: directory ?? Environment["NETCLIENT_DIRECTORY"] ?? AgentFolder.standard.directory,
            runDirectory: runDirectory ?? Environment["NETCLIENT_RUN_DIRECTORY"] ?? AgentFolder.standard.runDirectory)
    }

    /// Logs go to standard error, where systemd's journal reads them.
    func logger(_ usual: Logger.Level = .warning) -> Logger {
        var logger = Logger(label: "netclient") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = logLevel ?? usual
        return logger
    }

    /// Everything real: this machine, its WireGuard, and servers over the network.
    func environment(_ logger: Logger) throws -> AgentEnvironment {
        AgentEnvironment(folder: folder, backend: try Backend.detect(), logger: logger)
    }

    /// Does something for one network, or for all of this machine: one that fails keeps no other from its turn.
    ///
    /// - Returns: what went wrong, for `finish`.
    func forEach(
        of network: NetworkName? = nil, _ body: (NetworkName) async throws -> Void
    ) async throws -> [any Error] {
        var failures: [any Error] = []
        for network in try network.map({ [$0] }) ?? folder.networks() {
            do { try await body(network) } catch { failures.append(error) }
        }
        return failures
    }

    /// - Throws: the first failure, once the others have been told.
    func finish(_ failures: [any Error]) throws {
        for failure in failures.dropFirst() { Output.report(failure) }
        if let first = failures.first { throw first }
    }

    private static func level(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else {
            throw ValidationError("\"\(text)\" is not a log level; give one such as info or debug")
        }
        return level
    }
}

/// The process's environment.
enum Environment {
    /// Nil when the variable is not set, or empty.
    static subscript(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
