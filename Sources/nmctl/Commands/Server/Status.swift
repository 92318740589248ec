internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl {
    struct Status: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how things stand: the server, who you are there, and each network in a line.",
            discussion: "The exit status is 1 when the server cannot do its work.",
            examples: ["nmctl status", "nmctl status -o json"])
        @OptionGroup var connection: ConnectionOptions

        func run(with client: ControlPlaneClient) async throws {
            let status = ServerStatus(
                server: try await client.server(), health: try await client.readiness(),
                account: try await client.account(), networks: try await client.networks())
            try connection.output.render(status)
            if connection.output.format == .table, !connection.output.quiet, !status.networks.isEmpty {
                Console.answer("\n")
                try connection.output.render(status.networks)
            }
            try status.health.requireReady()
        }
    }
}
