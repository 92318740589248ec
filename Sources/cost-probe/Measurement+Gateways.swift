internal import BenchmarkPopulation
internal import NetmakerControl
internal import NetmakerCore

extension Measurement {
    /// What an admin does about gateways. A range that is routed concerns all who send by it: everybody connected.
    static let gateways = [
        roles("egress") { number in
            RolesChange(egress: .set(try EgressGateway(ranges: [try IPPrefix(parsing: "172.\(number).0.0/16")])))
        },
        roles("egress taken away") { _ in RolesChange(egress: .clear) },
        roles("ingress") { _ in RolesChange(ingress: .set(try IngressGateway())) },
        roles("relay") { _ in RolesChange(relay: .set(RelayMark(markedAt: Population.now))) },
        roles("extra range") { number in
            RolesChange(allowedRanges: [try IPPrefix(parsing: "192.168.\(number).0/24")])
        },
    ]

    /// What an admin does about external clients, of one gateway.
    static let clients = [
        Measurement("CreateClient") { scene in
            let gateway = Population.nodeID(numbers(series: 5).lowerBound)
            return numbers(series: 6).map { number in
                {
                    try await scene.perform(
                        CreateClient(
                            network: scene.harbor, name: NodeName(adapting: "client-\(number)"),
                            publicKey: try Population.publicKey(number + 4 * scene.population.size), gateway: gateway))
                }
            }
        },
        client("UpdateClient (shut out)") {
            UpdateClient(network: $0, client: $1, changes: ClientChanges(admission: .disabled))
        },
        client("HandOutClientFile") { HandOutClientFile(network: $0, client: $1) },
        client("DeleteClient") { DeleteClient(network: $0, client: $1) },
    ]

    private static func roles(_ name: String, _ change: @escaping @Sendable (Int) throws -> RolesChange) -> Measurement
    {
        Measurement("ChangeRoles (\(name))") { scene in
            numbers(series: 5).enumerated().map { index, number in
                {
                    try await scene.perform(
                        ChangeRoles(
                            network: scene.harbor, node: Population.nodeID(number), change: try change(16 + index)))
                }
            }
        }
    }

    private static func client<C: Command>(
        _ name: String, _ command: @escaping @Sendable (NetworkName, ExternalClientID) -> C
    ) -> Measurement {
        Measurement(name) { scene in
            let state = try scene.state()
            return try numbers(series: 6).map { number in
                guard let client = state.client(named: NodeName(adapting: "client-\(number)")) else {
                    throw Scene.Missing()
                }
                return { try await scene.perform(command(scene.harbor, client.id)) }
            }
        }
    }
}
