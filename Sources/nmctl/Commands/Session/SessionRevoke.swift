internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Sessions {
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a session, or all of them.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The session's id.", transform: SessionID.init(parsing:))
        var session: SessionID?
        @Flag(help: "End all of them, your own with them.")
        var all = false
        @OptionGroup var owner: OwnerOptions

        func validate() throws {
            guard all != (session != nil) else { throw ValidationError("give a session's id, or --all") }
        }

        func run() async throws {
            try await connection.withClient { client in
                if let session {
                    try await client.endSession(session, of: owner.user)
                } else {
                    try await client.endSessions(of: owner.user)
                }
            }
            try connection.output.confirm(session.map { "session \($0) is over" } ?? "all sessions are over")
        }
    }
}
