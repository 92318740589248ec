import Logging
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

/// A network as far as it can be read: the fields of each object by what it is.
private struct Reading: Hashable {
    var objects: [[String?]: [String: String]] = [:]

    init(_ state: NetworkState) {
        note(.putNetwork(state.network), in: state)
        for node in state.nodes.values { note(.putNode(node), in: state) }
        for key in state.accessKeys.values { note(.putAccessKey(key), in: state) }
        for record in state.dnsRecords.values { note(.putDNSRecord(record), in: state) }
        for client in state.clients.values { note(.putClient(client), in: state) }
    }

    private mutating func note(_ step: Mutation, in state: NetworkState) {
        let heading = ObjectHeading(step, in: state.network.name)
        objects[key(heading.kind, heading.id, heading.name)] = ReadableObject(step)?.fields
    }

    private func key(_ kind: ObjectKind, _ id: String?, _ name: String?) -> [String?] { [kind.rawValue, id ?? name] }

    /// Makes it what the difference says, if it is what that says it was.
    mutating func apply(_ difference: DifferenceResource) {
        for object in difference.objects {
            let key = key(object.kind, object.id, object.name)
            #expect((objects[key] == nil) == (object.deed == .added))
            var fields = objects[key] ?? [:]
            for change in object.fields {
                #expect(fields[change.field] == change.before, "\(object.kind) \(change.field)")
                #expect(change.before != change.after)
                fields[change.field] = change.after
            }
            objects[key] = object.deed == .removed ? nil : fields
            if object.deed == .removed { #expect(fields.isEmpty) }
        }
    }
}

@Suite struct `The difference of two revisions` {
    private static let harbor = Samples.network()

    /// Changes that make sense on the state before them.
    private static func change(
        _ state: NetworkState, _ count: Int, _ random: inout SeededGenerator
    ) -> [Mutation] {
        let node = state.nodes.values.sorted { $0.id < $1.id }.randomElement(using: &random)
        let client = state.clients.values.sorted { $0.id < $1.id }.randomElement(using: &random)
        switch (Int.random(in: 0..<10, using: &random), node, client) {
        case (0, _, _):
            var network = state.network
            network.displayName = "Harbor \(count % 3)"
            network.dnsServers = count % 2 == 0 ? nil : try? DNSServers([Samples.address(1)])
            return [.putNetwork(network)]
        case (1, let node?, _): return [.removeNode(RemovedNode(node, reason: .removed, at: Samples.time))]
        case (2...4, var node?, _):
            node.observedIPv4 = IPv4Address(rawValue: .random(in: 1...3, using: &random))
            node.pinnedEndpoint = count % 3 == 0 ? nil : Endpoint(address: Samples.address(count % 3), port: .netmaker)
            node.standing.connection = count % 4 == 0 ? .disconnected : .connected
            return [.putNode(node)]
        case (5, _, _):
            return [
                .putAccessKey(
                    Samples.accessKey(count % 4 + 1, uses: count % 2 == 0 ? .unlimited : .remaining(count)))
            ]
        case (6, _, _):
            guard let key = state.accessKeys.keys.sorted().first else { return [.putNetwork(state.network)] }
            return [.removeAccessKey(key)]
        case (7, _, _): return [.putDNSRecord(Samples.dnsRecord("name-\(count % 3)", ["192.0.2.\(count % 5 + 1)"]))]
        case (8, let node?, let client?):
            var moved = client
            moved.gateway = node.id
            return [.removeClient(RemovedClient(client, at: Samples.time)), .putClient(moved)]
        case (8, let node?, nil): return [.putClient(Samples.client(count % 200 + 1, by: node.id))]
        default: return [.putNode(Samples.node(count)), .putDNSRecord(Samples.dnsRecord("of-\(count)"))]
        }
    }

    @Test(arguments: 1...8) func `makes of what could be read at the one what can be read at the other, either way`(
        seed: UInt64
    ) async throws {
        let folder = TemporaryPath()
        let store: any Store =
            seed.isMultiple(of: 2) ? InMemoryStore() : try SQLiteStore(opening: folder.path + "/truth.db")
        let history = try await History(harborIn: store)
        var random = SeededGenerator(seed: seed)
        var states = [try #require(history.truth.networks[Self.harbor.name])]
        for count in 1...60 {
            let change = Self.change(states[count - 1], count, &random)
            try await history.commit(to: store, Self.harbor.aggregate, change)
            states.append(try #require(history.truth.networks[Self.harbor.name]))
        }
        let control = ControlPlane(store: store, wallClock: ManualClock(), logger: APIWorld.quiet)
        try await control.load()
        let reader = ChangeHistory(controlPlane: control)
        for _ in 1...40 {
            let (from, to) = (Int.random(in: 0...60, using: &random), Int.random(in: 0...60, using: &random))
            var reading = Reading(states[from])
            reading.apply(
                try await reader.difference(
                    of: try #require(states.last), from: states[from].revision, to: states[to].revision))
            #expect(reading == Reading(states[to]), "\(from) to \(to)")
        }
        withExtendedLifetime(folder) {}
    }
}
