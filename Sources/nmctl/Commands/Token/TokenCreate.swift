internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Tokens {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an API token that may do what you may, or less, and show it this once.",
            examples: [
                "nmctl token create backups --read-only --expires 90d",
                "nmctl token create terraform --network harbor -q",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The token's name.", transform: APITokenName.init(parsing:))
        var name: APITokenName
        @Flag(help: "Let it change nothing.")
        var readOnly = false
        @Option(
            name: .customLong("network"),
            help: "A network it is for; may be given again (default: all that you administer).",
            completion: .networks, transform: NetworkName.init(parsing:))
        var networks: [NetworkName] = []
        @Option(help: "After what time it stops: 90m, 24h, 7d (default: never).", transform: Lifetime.init(parsing:))
        var expires: Lifetime?

        /// What is asked for.
        var request: CreateAPITokenRequest {
            CreateAPITokenRequest(
                name: name, access: readOnly ? .readOnly : .readWrite, networks: networks.isEmpty ? nil : networks,
                expiresInSeconds: expires?.seconds)
        }

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.createToken(request))
        }
    }
}
