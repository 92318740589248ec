internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Keys {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an access key, and show it and its token this once.",
            examples: [
                "nmctl key create harbor",
                "nmctl key create harbor --name fleet --uses unlimited --tag fleet --ephemeral",
                "nmctl key create harbor --expires 24h -q",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var network: NetworkName
        @Option(help: "The key's name (default: one is made up).", transform: AccessKeyName.init(parsing:))
        var name: AccessKeyName?
        @Option(
            help: "How many machines it admits: a number, or unlimited (default: 1).",
            transform: AccessKeyUses.init(parsing:))
        var uses: AccessKeyUses?
        @Option(help: "After what time it stops: 90m, 24h, 7d (default: never).", transform: Lifetime.init(parsing:))
        var expires: Lifetime?
        @Option(help: "A tag for the nodes that it admits; may be given several times.", transform: Tag.init(parsing:))
        var tag: [Tag] = []
        @Flag(help: "Nodes that it admits go when their agent has been away for some minutes.")
        var ephemeral = false

        func run(with client: ControlPlaneClient) async throws {
            let request = CreateAccessKeyRequest(
                name: name, uses: uses, expiresInSeconds: expires?.seconds, tags: tag.isEmpty ? nil : tag,
                ephemeral: ephemeral ? true : nil)
            try connection.output.render(try await client.createAccessKey(of: network, request))
        }
    }
}
