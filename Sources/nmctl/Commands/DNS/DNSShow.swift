internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.DNS {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a custom name.",
            examples: ["nmctl dns show harbor sqlserver"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: DNSRecordArguments

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.dnsRecord(target.name, of: target.network))
        }
    }
}
