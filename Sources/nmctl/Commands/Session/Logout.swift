internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl {
    struct Logout: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End the session, at the server and here.")
        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { try await $0.logOut() }
            if let name = try connection.keptContext(in: .current)?.name {
                try ContextFile(in: .current).update { $0.forgetSession(of: name) }
            }
            try connection.output.confirm("logged out")
        }
    }
}
