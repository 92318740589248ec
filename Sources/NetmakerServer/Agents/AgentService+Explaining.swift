internal import NetmakerControl
internal import NetmakerCore

/// Explaining paths: the agents on one are asked what their devices have, when a person asks and at no other time.
extension AgentService {
    /// Explains a path. Takes as long as an agent may that does not answer, and where both ends have a session with
    /// each other as long as it is watched.
    func explain(_ path: NetworkPath, in state: NetworkState) async -> Explanation {
        let first = await sightings(on: path, in: state)
        let explanation = Explanation(of: path, in: state, seeing: first, now: wallClock.now)
        guard explanation.reachable != .no, path.nodes.count == 2, first.values.allSatisfy(\.isHeard) else {
            return explanation
        }
        // A session outlives a way that breaks by minutes: whether it still carries is seen by what moves.
        do { try await clock.sleep(for: configuration.observation) } catch { return explanation }
        let second = await sightings(on: path, in: state, after: first)
        return Explanation(of: path, in: state, seeing: second, now: wallClock.now)
    }

    /// How a node's tunnels to these ends do, by what its own agent says. Takes as long as an agent may that does not
    /// answer.
    ///
    /// - Parameter next: where those begin that were not asked about; nil when there are none.
    func links(of node: Node, to ends: [LinkEnd], next: String?, in state: NetworkState) async -> NodeLinks {
        let word = await ask(node.id) {
            TunnelQuestion(number: $0, peers: [], addresses: [], links: ends.flatMap(\.publicKeys))
        }
        return NodeLinks(
            of: node, to: ends, in: state.network, seeing: sighting(of: node, in: state, word, after: nil), next: next)
    }

    private func sightings(
        on path: NetworkPath, in state: NetworkState, after earlier: [NodeID: AgentSighting] = [:]
    ) async -> [NodeID: AgentSighting] {
        await withTaskGroup(of: (NodeID, AgentSighting).self) { group in
            for node in path.nodes {
                group.addTask {
                    let word = await self.ask(node.id) { path.question(for: node, number: $0, in: state) }
                    return (node.id, self.sighting(of: node, in: state, word, after: earlier[node.id]))
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    private func sighting(
        of node: Node, in state: NetworkState, _ word: AgentSighting.Word, after earlier: AgentSighting?
    ) -> AgentSighting {
        let network = state.network.name
        let known = presence.of(node.id, in: network)
        let standing = control.feed.standing(of: node.id, in: network, behind: state.revision)
        return AgentSighting(
            word: word, after: earlier?.report, lastSeen: known.lastSeen, acknowledged: known.acknowledged,
            isLagging: standing.isLagging)
    }

    /// Asks a node's agent, and waits for its answer.
    private func ask(_ node: NodeID, _ question: (UInt64) -> TunnelQuestion) async -> AgentSighting.Word {
        let number = inquiries.begin(with: node)
        defer { inquiries.end(number) }
        switch sessions.ask(question(number), of: node) {
        case .away: return .away
        case .unable: return .unable
        case .busy: return .silent
        case .asked: break
        }
        let report = await withTaskGroup(of: TunnelReport?.self) { group in
            group.addTask { [inquiries] in await inquiries.report(on: number) }
            group.addTask { [clock, configuration] in
                do { try await clock.sleep(for: configuration.answerTimeout) } catch { return nil }
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
        return report.map(AgentSighting.Word.report) ?? .silent
    }
}

extension AgentSighting {
    fileprivate var isHeard: Bool { report != nil }
}
