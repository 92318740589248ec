internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Keys {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a network's access keys.",
            examples: ["nmctl key list harbor"])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var network: NetworkName

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.accessKeys(of: network))
        }
    }
}
