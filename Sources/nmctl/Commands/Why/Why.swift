internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl {
    struct Why: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether and how one machine reaches another, and the first thing that is wrong.",
            discussion: """
                Each end is a node or an external client by name, id or address, a custom name of the network, or an \
                address or a range that a gateway routes. Both agents are asked what their devices say; nothing is \
                changed. Exit status: 0 it does, 8 it does not or that is not known.
                """,
            examples: [
                "nmctl why web db",
                "nmctl why web 192.168.1.20 --network harbor",
                "nmctl why phone 10.10.0.7 -o json",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "Where the path begins.", transform: PlaceReference.init(parsing:))
        var from: PlaceReference
        @Argument(help: "Where it ends.", transform: PlaceReference.init(parsing:))
        var to: PlaceReference
        @Option(
            help: "The network that both are in; needed only where several have such names or addresses.",
            transform: NetworkName.init(parsing:))
        var network: NetworkName?

        func run(with client: ControlPlaneClient) async throws {
            let explanation = try await explanation(by: client)
            try connection.output.render(explanation)
            guard explanation.reachable == .yes else { throw NotReachableError() }
        }

        private func explanation(by client: ControlPlaneClient) async throws -> Explanation {
            if let network { return try await client.explanation(of: network, from: from, to: to) }
            var search = NetworkSearch(from: from, to: to)
            for name in try await client.networks().map(\.name) {
                do throws(APIError) {
                    search.found(try await client.explanation(of: name, from: from, to: to))
                } catch {
                    try search.failed(error, in: name)
                }
            }
            return try search.result()
        }
    }
}

/// That what was asked about is not reached, or not known to be: the answer has been given, and says why.
struct NotReachableError: Error {}
