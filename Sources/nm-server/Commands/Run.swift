internal import ArgumentParser
internal import Logging
internal import NetmakerServer
internal import ServiceLifecycle
internal import UnixSignals

extension NMServer {
    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Run the server (what happens without a command).")
        @OptionGroup var flags: ServerFlags

        func run() async throws {
            OpenFiles.raiseLimit()
            let settings = try flags.settings()
            let logger = try settings.logging().logger(label: "nm-server")
            let configuration = try settings.configuration { () throws(ServerError) in
                let address = try PublicAddress.guessed()
                Console.say("public address  \(address), guessed: it is the only one; --public-address says otherwise")
                return address
            }
            let server = try Server(configuration, logger: logger)
            // Greeting first: services stop last to first, and nothing may outlive the server.
            try await ServiceGroup(
                configuration: .init(
                    services: [Greeting(server: server).stoppingAllInOrder, server.stoppingAllInOrder],
                    gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            ).run()
        }
    }
}
