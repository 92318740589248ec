internal import BenchmarkPopulation
internal import NetmakerControl
internal import NetmakerCore

extension Measurement {
    /// What agents do.
    static let agents = [
        Measurement("JoinNetwork") { scene in
            let key = try await scene.perform(CreateAccessKey(network: scene.harbor, uses: .unlimited)).secret
            // Machines that were never there, nor are remembered as gone.
            return numbers(series: 0).map { number in
                { try await scene.join(number + 2 * scene.population.size, with: key) }
            }
        },
        each("JoinNetwork (again)", series: 2) { scene, number in
            try await scene.join(number, with: Population.secret(1))
        },
        each("ReportNode (changed)", series: 2) { scene, number in
            try await scene.report(number, host: 2)
        },
        each("ReportNode (equal)", series: 2) { scene, number in
            try await scene.report(number, host: 2)
        },
        Measurement("A map's digest, as a check-in compares it") { scene in
            let state = try scene.state()
            return numbers(series: 2).map { number in
                let (id, digest) = (Population.nodeID(number), state.digest(for: Population.nodeID(number)))
                return {
                    let truth = scene.control.truth
                    guard let node = truth.node(id), truth.networks[node.network]?.digest(for: id) == digest else {
                        throw Scene.Missing()
                    }
                }
            }
        },
        each("An agent comes, acknowledges and goes", series: 2) { scene, number in
            let subscription = scene.control.feed.subscribe(node: Population.nodeID(number), in: scene.harbor)
            subscription.acknowledge(try scene.state().revision)
            subscription.cancel()
        },
        each("LeaveNetwork", series: 3) { scene, number in
            let id = Population.nodeID(number)
            try await scene.perform(LeaveNetwork(node: id), as: .node(id))
        },
    ]
}

extension Scene {
    fileprivate func join(_ number: Int, with key: Secret) async throws {
        try await perform(
            JoinNetwork(
                network: harbor, key: key, identity: Population.identity(number),
                publicKey: Population.publicKey(number), report: Population.report(number), source: nil), as: .nobody)
    }

    fileprivate func report(_ number: Int, host: Int) async throws {
        let id = Population.nodeID(number)
        try await perform(
            ReportNode(node: id, report: Population.report(number, host: host), source: nil), as: .node(id))
    }
}
