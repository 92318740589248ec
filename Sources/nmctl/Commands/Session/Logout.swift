internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl {
    struct Logout: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "End the session, at the server and here.", examples: ["nmctl logout"])
        @OptionGroup var connection: ConnectionOptions

        func run(with client: ControlPlaneClient) async throws {
            do {
                try await client.logOut()
            } catch  where error.problem?.kind == .unauthenticated {
                // The session is over at the server; here it is still kept.
            }
        }

        func run() async throws {
            try await connection.withClient(run(with:))
            if let name = try connection.keptContext(in: .current)?.name {
                try ContextFile(in: .current).update { $0.forgetSession(of: name) }
            }
            try connection.output.confirm("logged out")
        }
    }
}
