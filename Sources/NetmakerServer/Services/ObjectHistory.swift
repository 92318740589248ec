internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// What happened to one object since somebody read it: for the answer to a change that came too late.
struct ObjectHistory: Sendable {
    /// Reads the log, and tells of what cannot be read.
    let controlPlane: ControlPlane

    /// The most revisions of a network that are read for one answer. Who read the object so long ago reads it anew.
    static let longestReach: UInt64 = 256

    /// - Parameters:
    ///   - revision: the one the asker had seen.
    ///   - current: where the network stands.
    /// - Returns: nil when the change log no longer tells, or too much has happened.
    func changes(
        of object: ChangedObject, in network: Network, since revision: Revision, current: Revision
    ) async throws(StoreError) -> [Problem.Change]? {
        // One further back, for the row that made the object what the asker saw.
        let start = Revision(max(revision.rawValue, 1) - 1)
        guard start <= current, current.rawValue - start.rawValue <= Self.longestReach else { return nil }
        guard let entries = try await controlPlane.changes(of: network.aggregate, after: start) else { return nil }
        touch(entries.count)
        var fields: [String: String]?
        var changes: [Problem.Change] = []
        for entry in entries {
            for mutation in entry.mutations {
                guard mutation.object == object, let new = ReadableObject(mutation)?.fields else { continue }
                if entry.revision > revision {
                    changes.append(
                        Problem.Change(
                            revision: entry.revision, time: entry.time, actor: entry.actor, from: fields ?? [:],
                            to: new))
                }
                fields = new
            }
        }
        return changes
    }
}
