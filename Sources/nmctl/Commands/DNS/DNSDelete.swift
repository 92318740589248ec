internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.DNS {
    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a custom name out of a network.")
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var record: DNSRecordArguments
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func run() async throws {
            try await connection.withClient { client in
                let changed = try await client.deleteDNSRecord(
                    record.name, of: record.network, ifMatch: condition.ifRevision)
                try connection.output.confirm("DNS record \(record.name) of \(record.network) is deleted")
                try await waiting.finish(changed.networkRevision, of: record.network, client, connection.output)
            }
        }
    }
}
