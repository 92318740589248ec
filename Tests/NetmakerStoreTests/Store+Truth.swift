import NetmakerCore
import NetmakerStore

extension Store {
    /// Everything it holds, read back.
    func truth() async throws -> Truth {
        var networks: [NetworkState] = []
        for name in try await self.networks() {
            if let network = try await snapshot(of: name) { networks.append(network) }
        }
        return try Truth(directory: try await directory(), networks: networks, removedNodes: try await removedNodes())
    }
}

extension StoreError {
    /// An error to compare with: only the code counts.
    static func sample(_ code: Code) -> StoreError { StoreError(code, message: "", remedy: "") }
}
