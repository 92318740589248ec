internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.DNS {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a custom name.")
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: DNSRecordArguments

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(try await client.dnsRecord(target.name, of: target.network))
            }
        }
    }
}
