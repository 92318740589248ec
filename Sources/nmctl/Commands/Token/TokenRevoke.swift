internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Tokens {
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke an API token: it opens nothing from now on.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The token's name or id.", transform: APITokenReference.init(parsing:))
        var token: APITokenReference
        @OptionGroup var owner: OwnerOptions

        func run() async throws {
            try await connection.withClient { client in
                try await client.revokeToken(token, of: owner.user)
            }
            try connection.output.confirm("API token \(token) is revoked")
        }
    }
}
