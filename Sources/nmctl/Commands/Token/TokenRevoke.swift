internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Tokens {
    struct Revoke: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke an API token: it opens nothing from now on.",
            examples: [
                "nmctl token revoke backups",
                "nmctl token revoke backups --user bob",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The token's name or id.", completion: .apiTokens, transform: APITokenReference.init(parsing:))
        var token: APITokenReference
        @OptionGroup var owner: OwnerOptions
        @OptionGroup var condition: RevisionOptions

        func run(with client: ControlPlaneClient) async throws {
            try await client.revokeToken(token, of: owner.user, ifMatch: condition.ifRevision)
            try connection.output.confirm("API token \(token) is revoked")
        }
    }
}
