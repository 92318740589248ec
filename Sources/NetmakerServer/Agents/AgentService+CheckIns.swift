internal import NetmakerAgentProtocol
internal import NetmakerControl
internal import NetmakerCore

/// Agents whose streams do not pass: what a session would carry, they are told a part at a time, for the asking.
/// Nothing is kept from one check-in to the next, so the next may come to another server.
extension AgentService {
    /// Hears what an agent says that has no session, and tells it what became of that and what comes next: itself, the
    /// map page by page, and once it has both, that all is equal.
    func serve(
        _ sessionless: Sessionless, of node: Node, at position: MapPosition?, from source: IPAddress?
    ) async throws(AgentProtocolError) -> CheckInReply {
        try require(sessionless.report, of: node.id, in: node.network)
        await publish(sessionless.report, of: node.id, seenFrom: source)
        control.feed.visited(by: node.id, in: node.network)
        var edits: NodeEditsReply?
        if let made = sessionless.edits { edits = try await make(made, of: node.id) }
        // It may have gone while that was written.
        let truth = control.truth
        guard let state = truth.networks[node.network], let node = state.nodes[node.id] else {
            guard let removed = truth.removedNodes[node.id] else { throw .unknownNode(node.id) }
            throw .removed(removed)
        }
        if let claimed = sessionless.acknowledged {
            // No kernel has what is not yet true.
            presence.checkedIn(node.id, in: state.network.name, with: min(claimed, state.revision), at: wallClock.now)
        }
        do {
            return CheckInReply(
                verdict: try verdict(on: sessionless, of: node, at: position, in: state), serverTime: wallClock.now,
                nextPins: Array(sessions.announced.prefix(CheckInReply.maximumPins)), edits: edits)
        } catch {
            throw AgentProtocolError(
                .unavailable, message: "the server cannot tell what changed: \(error)", remedy: "try again later")
        }
    }

    private func verdict(
        on sessionless: Sessionless, of node: Node, at position: MapPosition?, in state: NetworkState
    ) throws -> CheckInReply.Verdict {
        // As in a session, what the node is comes before whom it meets.
        let configuration = state.configuration(of: node)
        let mark = try configuration.mark()
        guard sessionless.configuration == mark else {
            meter.count { $0.configurations += 1 }
            return .configuration(configuration, mark)
        }
        if state.hasMap(position, of: node.id) { return .equal(state.revision) }
        defer { release(node.network) }
        let page = try MapDelivery(viewer: node.id, cache: cache).page(at: sessionless.cursor, of: state)
        meter.count { counters in
            counters.pages += 1
            counters.recordBytes += page.chunk.records.reduce(0) { $0 + $1.byteCount }
        }
        return .page(page)
    }
}

extension MapDelivery {
    /// The page of the map that a cursor leads to: the first where it is of another map.
    func page(at cursor: MapCursor?, of state: NetworkState) throws -> MapPage {
        let chunks = try chunks(of: state)
        guard let cursor, cursor.epoch == state.network.epoch, cursor.revision == state.revision,
            chunks.indices.contains(Int(cursor.page))
        else { return MapPage(number: 0, chunk: chunks[0]) }
        return MapPage(number: cursor.page, chunk: chunks[Int(cursor.page)])
    }
}
