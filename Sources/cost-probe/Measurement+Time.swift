internal import BenchmarkPopulation
internal import NetmakerControl
internal import NetmakerCore

extension Measurement {
    /// How new WireGuard keys come into use, one by one.
    static let newKeys = [
        Measurement("AdoptKeys (of one node)") { scene in
            var known: [Revision] = []
            for number in numbers(series: 7) {
                var report = try Population.report(number)
                report.nextPublicKey = try Population.publicKey(number + 8 * scene.population.size)
                let id = Population.nodeID(number)
                try await scene.perform(ReportNode(node: id, report: report, source: nil), as: .node(id))
                known.append(try scene.state().revision)
            }
            return known.map { revision in
                {
                    let adopted = try await scene.perform(
                        AdoptKeys(network: scene.harbor, knownAt: revision), as: .server)
                    guard adopted.count == 1 else { throw Scene.Missing() }
                }
            }
        }
    ]

    /// What a moment ends that has come: after all others, since the clock goes on here.
    static let expiry = [
        Measurement("ExpireNodes (one)") { scene in
            var steps: [Step] = []
            for number in numbers(series: 8) {
                let end = moment(number, series: 8)
                try await scene.perform(
                    UpdateNode(
                        network: scene.harbor, node: Population.nodeID(number),
                        changes: NodeChanges(expiresAt: .set(end))))
                steps.append {
                    scene.clock.set(end)
                    let expired = try await scene.perform(ExpireNodes(network: scene.harbor), as: .server)
                    guard expired.count == 1 else { throw Scene.Missing() }
                }
            }
            return steps
        },
        Measurement("ExpireClients (one)") { scene in
            var steps: [Step] = []
            for number in numbers(series: 9) {
                let end = moment(number, series: 9)
                try await scene.perform(
                    CreateClient(
                        network: scene.harbor, name: NodeName(adapting: "passing-\(number)"),
                        publicKey: try Population.publicKey(number + 9 * scene.population.size),
                        gateway: Population.nodeID(numbers(series: 5).lowerBound), expiresAt: end))
                steps.append {
                    scene.clock.set(end)
                    let expired = try await scene.perform(ExpireClients(network: scene.harbor), as: .server)
                    guard expired.count == 1 else { throw Scene.Missing() }
                }
            }
            return steps
        },
    ]

    /// A second for each, those of a later series later.
    private static func moment(_ number: Int, series: Int) -> Timestamp {
        Population.now + .seconds(100 * series + number - numbers(series: series).lowerBound)
    }
}
