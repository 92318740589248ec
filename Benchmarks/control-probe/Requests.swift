internal import ArgumentParser
internal import BenchmarkPopulation
internal import FoundationEssentials
internal import NetmakerAPI
internal import NetmakerCore

extension ControlProbe {
    /// Asks and changes as scripts do, in one session over connections that are kept.
    struct Requests: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Call the REST interface.")

        enum Kind: String, ExpressibleByArgument, CaseIterable {
            /// All nodes of the network.
            case list
            /// One node.
            case read
            /// Another endpoint for one node.
            case write
        }

        @Argument(help: "What to ask.") var kind: Kind
        @Option(help: "The server.", transform: ServerAddress.init(parsingURL:)) var server: ServerAddress
        @Option(help: "The pin of the server's key.", transform: CertificatePin.init(parsing:)) var pin: CertificatePin
        @Option(help: "The file with a session's token.") var tokenFile: String
        @Option(help: "How many at once.") var clients = 1
        @Option(help: "How many requests in all.") var count = 1000

        func run() async throws {
            let network = try Population(size: 1).network.name
            let text = String(decoding: try Data(contentsOf: URL(filePath: tokenFile)), as: UTF8.self)
            let token = ConfidentialText(text.filter { !$0.isNewline })
            try await AsyncHTTPTransport.withTransport(to: server, trusting: .pins([pin])) { transport in
                let client = ControlPlaneClient(transport, token: token)
                let nodes = try await client.nodes(in: network)
                let kind = kind
                let one: @Sendable (Int) async throws -> Void = { number in
                    let node = try NodeReference(parsing: nodes[number % nodes.count].id.description)
                    switch kind {
                    case .list: _ = try await client.nodes(in: network)
                    case .read: _ = try await client.node(node, in: network)
                    case .write:
                        let endpoint = try Endpoint(parsing: "203.0.113.\(number % 250):\(10_000 + number % 50_000)")
                        _ = try await client.updateNode(
                            node, in: network, with: UpdateNodeRequest(endpoint: .set(endpoint)))
                    }
                }
                _ = try await crowd(of: clients, doing: 4 * clients, one)
                let (times, elapsed) = try await crowd(of: clients, doing: count) { try await one($0 + 1) }
                let name = "\(kind.rawValue)_c\(clients)"
                times.report(name)
                print("\(name)_per_s \(rate(count, in: elapsed))")
            }
        }
    }
}
