internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.DNS {
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a custom name stand for something else: other addresses, or a node.")
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var record: DNSRecordArguments
        @OptionGroup var target: DNSTargetOptions
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run() async throws {
            let request = UpdateDNSRecordRequest(addresses: try target.all, node: target.node)
            try await connection.withClient { client in
                let changed = try await client.updateDNSRecord(
                    record.name, of: record.network, with: request, ifMatch: condition.ifRevision)
                try connection.output.render(changed.resource)
                try await waiting.finish(changed.networkRevision, of: record.network, client, connection.output)
            }
        }
    }
}
