internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct RefreshKeys: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "refresh-keys",
            abstract: "Have every node make a new WireGuard key. Peers know each before it is used.",
            discussion:
                "With --wait it returns when every connected node was asked; --progress tells how far they are.",
            examples: [
                "nmctl network refresh-keys harbor --wait",
                "nmctl network refresh-keys harbor --progress",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Flag(help: "Ask for nothing; only show how far the nodes are.")
        var progress = false
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func validate() throws {
            guard !progress || !waiting.wait else {
                throw ValidationError("--progress asks for nothing that could be waited for with --wait")
            }
            guard !progress || condition.ifRevision == nil else {
                throw ValidationError("--progress changes nothing that --if-revision could keep from being done")
            }
        }

        func run(with client: ControlPlaneClient) async throws {
            guard !progress else { return try connection.output.render(try await client.keyRefresh(of: name)) }
            let asked = try await client.refreshKeys(of: name, ifMatch: condition.ifRevision)
            try connection.output.render(asked.resource)
            try await waiting.finish(asked.networkRevision, of: name, client, connection.output)
        }
    }
}
