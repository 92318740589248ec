internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// The change log of one network as the text of server-sent events, read on from a position.
struct EventLog: FollowableLog {
    let controlPlane: ControlPlane
    let network: Network
    /// What has been told so far.
    private(set) var position: EventID
    /// Whether this life of the network is over, which has been told.
    private(set) var isOver = false

    init(controlPlane: ControlPlane, network: Network, position: EventID) {
        self.controlPlane = controlPlane
        self.network = network
        self.position = position
    }

    let signOfLife = ":\n\n"

    var standing: Revision { controlPlane.truth.directory.revision }

    /// The directory too: a role or a session may end.
    func untilChanged(since standing: Revision) async {
        await controlPlane.untilChanged([.directory: standing, network.aggregate: position.revision])
    }

    /// The events since; empty when there are none, `deleted` when the network is no more. Where the log does not reach
    /// back, or the position is of another life of the network, a `reset`.
    ///
    /// - Throws: `StoreError` when the log cannot be read.
    mutating func next() async throws -> String {
        guard let current = controlPlane.truth.revision(of: network.aggregate) else {
            isOver = true
            return try mark("deleted", at: position.revision)
        }
        if position.epoch == network.epoch, position.revision == current { return "" }
        guard position.epoch == network.epoch, position.revision <= current,
            current.rawValue - position.revision.rawValue <= ControlPlane.longestReplay,
            let entries = try await controlPlane.changes(of: network.aggregate, after: position.revision)
        else { return try mark("reset", at: current) }
        // The log may be ahead of the truth for a moment; what is ahead is told when the truth is there.
        return try entries.filter { $0.revision <= current }.map { try tell($0) }.joined()
    }

    private mutating func tell(_ entry: ChangeEntry) throws -> String {
        position = EventID(epoch: network.epoch, revision: entry.revision)
        let event = EventResource(
            network: network.name, epoch: network.epoch, revision: entry.revision, time: entry.time,
            actor: entry.actor, objects: entry.mutations.map { EventResource.Object($0, in: network.name) })
        return try EventText.of("change", position, event)
    }

    private mutating func mark(_ name: String, at revision: Revision) throws -> String {
        position = EventID(epoch: network.epoch, revision: revision)
        return try EventText.of(
            name, position, ResetResource(network: network.name, epoch: network.epoch, revision: revision))
    }
}

extension EventResource.Object {
    /// What a step did, without what it holds.
    ///
    /// - Parameter network: whose log it is in; nil for the directory.
    init(_ mutation: Mutation, in network: NetworkName?) {
        let object = ObjectHeading(mutation, in: network)
        self.init(object.kind, mutation.isPut ? .put : .removed, id: object.id, name: object.name)
    }
}
