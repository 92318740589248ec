internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.DNS {
    struct List: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a network's custom names.",
            examples: ["nmctl dns list harbor"])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var network: NetworkName

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.dnsRecords(of: network))
        }
    }
}
