internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl {
    struct Server: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show who the server is and where it is reached.")
        @OptionGroup var connection: ConnectionOptions

        func run() async throws {
            try await connection.withClient { client in
                try connection.output.render(try await client.server())
            }
        }
    }
}
