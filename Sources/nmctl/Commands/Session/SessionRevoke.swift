internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Sessions {
    struct Revoke: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a session, or all of them.",
            examples: [
                "nmctl session revoke 9f86d081884c7d65",
                "nmctl session revoke --all",
                "nmctl session revoke 9f86d081884c7d65 --user bob",
                "nmctl session revoke --all --user bob",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The session's id.", completion: .sessions, transform: SessionID.init(parsing:))
        var session: SessionID?
        @Flag(help: "End all of them, your own with them.")
        var all = false
        @OptionGroup var owner: OwnerOptions

        func validate() throws {
            guard all != (session != nil) else { throw ValidationError("give a session's id, or --all") }
        }

        func run(with client: ControlPlaneClient) async throws {
            if let session {
                try await client.endSession(session, of: owner.user)
            } else {
                try await client.endSessions(of: owner.user)
            }
            try connection.output.confirm(session.map { "session \($0) is over" } ?? "all sessions are over")
        }
    }
}
