internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Clients {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a network's external clients.",
            examples: ["nmctl client list harbor"])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var network: NetworkName

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.clients(in: network))
        }
    }
}
