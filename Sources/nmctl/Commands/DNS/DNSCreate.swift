internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.DNS {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a name to a network: for addresses, or another one for a node.",
            examples: [
                "nmctl dns create harbor sqlserver --address 10.10.0.9 --address fd00:10::9",
                "nmctl dns create harbor www --node web --wait",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var record: DNSRecordArguments
        @OptionGroup var target: DNSTargetOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let request = CreateDNSRecordRequest(name: record.name, addresses: try target.all, node: target.node)
            let created = try await client.createDNSRecord(of: record.network, request)
            try connection.output.render(created.resource)
            try await waiting.finish(created.networkRevision, of: record.network, client, connection.output)
        }
    }
}
