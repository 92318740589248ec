internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl {
    struct Logout: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End the session, at the server and here.")
        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { client in
                do {
                    try await client.logOut()
                } catch let error as APIError where error.problem?.kind == .unauthenticated {
                    // The session is over at the server; here it is still kept.
                }
            }
            if let name = try connection.keptContext(in: .current)?.name {
                try ContextFile(in: .current).update { $0.forgetSession(of: name) }
            }
            try connection.output.confirm("logged out")
        }
    }
}
