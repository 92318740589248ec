internal import ArgumentParser
internal import BenchmarkPopulation
internal import NetmakerAgentProtocol
internal import NetmakerCore

extension ControlProbe {
    /// Joins as machines do: each with keys of its own, over connections of its own.
    struct Joins: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Join many machines.")
        @Option(help: "Where agents reach the server.", transform: ServerAddress.init(parsing:)) var server:
            ServerAddress
        @Option(help: "The pin of the server's key.", transform: CertificatePin.init(parsing:)) var pin: CertificatePin
        @Option(help: "How many at once.") var clients = 32
        @Option(help: "How many in all.") var count = 1000
        @Option(help: "The number of the first; machines with these have not joined before.") var first: Int

        func run() async throws {
            let client = AgentClient(transport: GRPCAgentTransport(server: server, pins: [pin]))
            let network = try Population(size: 1).network.name
            // Made before: what a machine computes is not the server's.
            let identities = (0..<count).map { _ in IdentityPrivateKey.generate() }
            let (times, elapsed) = try await crowd(of: clients, doing: count) { number in
                let machine = first + number
                let request = JoinRequest(
                    network: network, key: Population.secret(1), identity: identities[number].identityKey,
                    publicKey: try Population.publicKey(machine), name: nil, report: try Population.report(machine))
                _ = try await client.join(request, identity: identities[number])
            }
            times.report("join")
            print("joins_per_s \(rate(count, in: elapsed))")
        }
    }
}
