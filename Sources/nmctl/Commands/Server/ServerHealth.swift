internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Server {
    struct Health: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell whether the server can do its work. The exit status is 1 when it cannot.",
            discussion: "It needs no session.", examples: ["nmctl server health", "nmctl server health --live -q"])
        @OptionGroup var connection: ConnectionOptions
        @Flag(help: "Ask only whether its process answers at all.")
        var live = false

        func run(with client: ControlPlaneClient) async throws {
            let health = live ? try await client.liveness() : try await client.readiness()
            try connection.output.render(health)
            try health.requireReady()
        }
    }
}

extension HealthResource {
    /// - Throws: `CommandFailure` when the server cannot do its work.
    func requireReady() throws(CommandFailure) {
        guard status == .ok else {
            throw CommandFailure(
                message: "the server cannot do its work: \(reason.or("it does not say why"))",
                remedy: "see its log")
        }
    }
}
