internal import ArgumentParser
internal import Logging
internal import NetmakerAgent
internal import NetmakerCore
internal import ServiceLifecycle
internal import UnixSignals

extension NetClient {
    /// `netclient daemon`
    struct RunDaemon: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "daemon", abstract: "Keep a network up to date, or all of them, until told to stop.",
            discussion: "On SIGTERM the daemon ends and the tunnels stay.")

        @OptionGroup var options: GlobalOptions
        @Option(
            name: .shortAndLong, help: "The network (default: all, those included that are joined later).",
            transform: NetworkName.init(parsing:))
        var network: NetworkName?

        func run() async throws {
            let logger = options.logger(.info)
            let daemon = Daemon(network.map { .network($0) } ?? .all, environment: try options.environment(logger))
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [
                        .init(service: daemon, successTerminationBehavior: .gracefullyShutdownGroup),
                        .init(service: StartupPages(), successTerminationBehavior: .ignore),
                    ],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
            try await group.run()
        }
    }
}
