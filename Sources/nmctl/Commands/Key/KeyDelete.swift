internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Keys {
    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an access key: it admits nobody from now on. Nodes it admitted stay.")
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", transform: NetworkName.init(parsing:))
        var network: NetworkName
        @Argument(help: "The key's name or id.", transform: AccessKeyReference.init(parsing:))
        var key: AccessKeyReference

        func run() async throws {
            try await connection.withClient { client in
                try await client.deleteAccessKey(key, of: network)
            }
            try connection.output.confirm("access key \(key) of \(network) is deleted")
        }
    }
}
