internal import FoundationEssentials
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// The change log of one network as the text of server-sent events, read on from a position.
struct EventLog: Sendable {
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

    /// The events since; empty when there are none, `deleted` when the network is no more: its log went with it. Where
    /// the log does not reach back, or the position is of another life of the network, a `reset`.
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
            actor: entry.actor, objects: entry.mutations.compactMap { EventResource.Object($0, in: network.name) })
        return try Self.text("change", position, event)
    }

    private mutating func mark(_ name: String, at revision: Revision) throws -> String {
        position = EventID(epoch: network.epoch, revision: revision)
        return try Self.text(
            name, position, ResetResource(network: network.name, epoch: network.epoch, revision: revision))
    }

    /// As the HTML standard has it, section 9.2.6: the data is one line, since JSON escapes the ends of others.
    private static func text(_ name: String, _ id: EventID, _ data: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return "id: \(id)\nevent: \(name)\ndata: \(String(decoding: try encoder.encode(data), as: UTF8.self))\n\n"
    }
}

extension EventResource.Object {
    /// What a step did, without what it holds; nil when it is no network's.
    fileprivate init?(_ mutation: Mutation, in network: NetworkName) {
        switch mutation {
        case .putNetwork: self.init(.network, .put, name: network.description)
        case .removeNetwork: self.init(.network, .removed, name: network.description)
        case .putNode(let node): self.init(.node, .put, id: node.id.description, name: node.name.description)
        case .removeNode(let node): self.init(.node, .removed, id: node.id.description, name: node.name.description)
        case .putAccessKey(let key): self.init(.accessKey, .put, id: key.id.description, name: key.name.description)
        case .removeAccessKey(let id): self.init(.accessKey, .removed, id: id.description)
        case .putDNSRecord(let record): self.init(.dnsRecord, .put, name: record.name.description)
        case .removeDNSRecord(let name): self.init(.dnsRecord, .removed, name: name.description)
        case .putClient(let client):
            self.init(.client, .put, id: client.id.description, name: client.name.description)
        case .removeClient(let client): self.init(.client, .removed, id: client.id.description)
        case .putServer, .putUser, .removeUser, .putLoginSession, .removeLoginSession, .putAPIToken, .removeAPIToken:
            return nil
        }
    }
}
