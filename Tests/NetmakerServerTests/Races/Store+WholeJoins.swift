import NetmakerCore
import NetmakerStore
import Testing

extension Store {
    /// Expects of the network's whole history that no machine was admitted without spending a use, and no use was spent
    /// without admitting a machine; and of its state that keys and nodes agree. That no two nodes share a name, an
    /// identity or an address is what reading it verifies.
    ///
    /// - Returns: the network as it lies on the disk.
    @discardableResult
    func expectWholeJoins(
        in network: NetworkName = WholeServer.harbor, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> NetworkState {
        let state = try #require(try await snapshot(of: network), sourceLocation: sourceLocation)
        let entries = try #require(
            try await changes(of: state.network.aggregate, after: .zero), sourceLocation: sourceLocation)
        var admittedBy: [AccessKeyID: Set<NodeID>] = [:]
        var spent: [AccessKeyID: Int] = [:]
        var known: Set<NodeID> = []
        for mutation in entries.flatMap(\.mutations) {
            switch mutation {
            case .putNode(let node) where known.insert(node.id).inserted:
                guard let key = node.accessKey else { break }
                admittedBy[key, default: []].insert(node.id)
            case .putAccessKey(let key):
                spent[key.id] = key.usedCount
            default: break
            }
            // Of one entry the key comes first: it may be ahead by the node that follows.
            for (key, count) in spent {
                let ahead = count - (admittedBy[key]?.count ?? 0)
                #expect((0...1).contains(ahead), "key \(key)", sourceLocation: sourceLocation)
            }
        }
        for (key, count) in spent {
            #expect(admittedBy[key]?.count ?? 0 == count, "key \(key)", sourceLocation: sourceLocation)
        }
        for key in state.accessKeys.values { #expect(spent[key.id] == key.usedCount, sourceLocation: sourceLocation) }
        let addresses = state.nodes.values.flatMap(\.addresses)
        #expect(Set(addresses).count == addresses.count, sourceLocation: sourceLocation)
        return state
    }
}
