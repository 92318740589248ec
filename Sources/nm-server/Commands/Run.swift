internal import ArgumentParser
internal import Logging
internal import NetmakerServer
internal import ServiceLifecycle
internal import UnixSignals

extension NMServer {
    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Run the server (what happens without a command).")
        @OptionGroup var flags: ServerFlags
        @Option(
            help: "How much to log: trace, debug, info, notice, warning, error or critical (default: info).",
            transform: Self.level)
        var logLevel: Logger.Level?

        func run() async throws {
            OpenFiles.raiseLimit()
            var logger = Logger(label: "nm-server", factory: { StreamLogHandler.standardError(label: $0) })
            logger.logLevel = logLevel ?? .info
            let server = try Server(try flags.configuration(), logger: logger)
            // Greeting first: services stop last to first, and nothing may outlive the server.
            try await ServiceGroup(
                configuration: .init(
                    services: [Greeting(server: server).stoppingAllInOrder, server.stoppingAllInOrder],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            ).run()
        }

        private static func level(_ text: String) throws -> Logger.Level {
            guard let level = Logger.Level(rawValue: text) else {
                throw ValidationError("\"\(text)\" is not a log level; give one such as info or debug")
            }
            return level
        }
    }
}
