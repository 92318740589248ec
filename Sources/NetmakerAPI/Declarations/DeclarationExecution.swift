internal import NetmakerCore

/// Performs steps one after the other, each on the condition that its object is still what the plan was made from, or
/// what a step before it left.
struct DeclarationExecution {
    let client: ControlPlaneClient
    private var revisions: [DeclaredObject: Revision]
    private var ids: [DeclaredObject: ExternalClientID]
    /// The revision to which the steps brought each network.
    private(set) var reached: [NetworkName: Revision] = [:]
    /// The revisions at which a step moved everybody in a network.
    private var moves: [NetworkName: Revision] = [:]

    init(_ client: ControlPlaneClient, _ server: DeclaredServer) {
        self.client = client
        revisions = server.revisions
        ids = server.clients
    }

    /// How often a step is tried again that came after news of the node itself.
    private static let retries = 5

    mutating func perform(_ step: DeclarationPlan.Step) async throws(APIError) {
        for _ in 0..<Self.retries {
            do throws(APIError) {
                return try await attempt(step)
            } catch {
                guard let revision = revision(after: error, at: step) else { throw error }
                revisions[step.object] = revision
            }
        }
        try await attempt(step)
    }

    /// A machine that tells where it is reached changes its node, and nothing that anybody decides; and so does a move
    /// of the whole network that was a step before: the step is as right as it was.
    ///
    /// - Returns: nil for any other error.
    private func revision(after error: APIError, at step: DeclarationPlan.Step) -> Revision? {
        guard case .node(_, let network) = step.object, let problem = error.problem,
            problem.kind == .preconditionFailed, let changes = problem.changes, !changes.isEmpty
        else { return nil }
        let fields = Set(step.changes.map(\.field))
        let isNews = changes.allSatisfy { change in
            let isOfMachine = change.actor.hasPrefix("node:") && fields.isDisjoint(with: change.fields)
            return isOfMachine || change.revision == moves[network]
        }
        return isNews ? problem.currentRevision : nil
    }

    private mutating func attempt(_ step: DeclarationPlan.Step) async throws(APIError) {
        switch step.object {
        case .network(let name): try await change(name, step)
        case .node(let name, let network): try await change(node: name, in: network, step)
        case .client(_, let network): try await change(clientIn: network, step)
        case .dnsRecord(let name, let network): try await change(record: name, in: network, step)
        case .user(let name):
            guard case .updateUser(let request) = step.call else { throw Self.misplaced(step) }
            let user = try await client.updateUser(name, with: request, ifMatch: revisions[step.object])
            revisions[step.object] = user.revision
        }
    }

    private mutating func change(_ name: NetworkName, _ step: DeclarationPlan.Step) async throws(APIError) {
        let ifMatch = revisions[step.object]
        switch step.call {
        case .createNetwork(let request):
            let made = try await client.createNetwork(request)
            note(step.object, made.resource.revision, in: name, made.networkRevision)
        case .updateNetwork(let request):
            let changed = try await client.updateNetwork(name, with: request, ifMatch: ifMatch)
            note(step.object, changed.resource.revision, in: name, changed.networkRevision)
        case .changeRanges(let request):
            let changed = try await client.changeRanges(of: name, to: request, ifMatch: ifMatch)
            note(step.object, changed.networkRevision, in: name, changed.networkRevision)
            moves[name] = changed.networkRevision
            try await noteMoves(in: name, at: changed.networkRevision)
        case .deleteNetwork(let nodes):
            try await client.deleteNetwork(name, nodes: nodes, ifMatch: ifMatch)
            reached[name] = nil
        default: throw Self.misplaced(step)
        }
    }

    private mutating func change(
        node name: NodeName, in network: NetworkName, _ step: DeclarationPlan.Step
    ) async throws(APIError) {
        let ifMatch = revisions[step.object]
        let node: NodeReference = try Self.reference(name)
        let changed: Changed<NodeResource>
        switch step.call {
        case .updateNode(let request):
            changed = try await client.updateNode(node, in: network, with: request, ifMatch: ifMatch)
        case .setEgress(let request):
            changed = try await client.setEgress(of: node, in: network, to: request, ifMatch: ifMatch)
        case .setIngress(let request):
            changed = try await client.setIngress(of: node, in: network, to: request, ifMatch: ifMatch)
        case .setRelay: changed = try await client.setRelay(of: node, in: network, ifMatch: ifMatch)
        case .setExtraRanges(let request):
            changed = try await client.setExtraRanges(of: node, in: network, to: request, ifMatch: ifMatch)
        case .removeEgress:
            return note(step.object, network, try await client.removeEgress(of: node, in: network, ifMatch: ifMatch))
        case .removeIngress:
            return note(step.object, network, try await client.removeIngress(of: node, in: network, ifMatch: ifMatch))
        case .removeRelay:
            return note(step.object, network, try await client.removeRelay(of: node, in: network, ifMatch: ifMatch))
        default: throw Self.misplaced(step)
        }
        note(step.object, changed.resource.revision, in: network, changed.networkRevision)
    }

    private mutating func change(
        clientIn network: NetworkName, _ step: DeclarationPlan.Step
    ) async throws(APIError) {
        if case .createClient(let request) = step.call {
            let made = try await client.createClient(in: network, request)
            ids[step.object] = made.resource.client.id
            return note(step.object, made.resource.client.revision, in: network, made.networkRevision)
        }
        guard let id = ids[step.object] else { throw Self.misplaced(step) }
        let reference: ClientReference = try Self.reference(id)
        switch step.call {
        case .updateClient(let request):
            let changed = try await client.updateClient(
                reference, in: network, with: request, ifMatch: revisions[step.object])
            note(step.object, changed.resource.revision, in: network, changed.networkRevision)
        case .deleteClient:
            let deleted = try await client.deleteClient(reference, in: network, ifMatch: revisions[step.object])
            ids[step.object] = nil
            note(step.object, nil, in: network, deleted.networkRevision)
        default: throw Self.misplaced(step)
        }
    }

    private mutating func change(
        record name: DNSRecordName, in network: NetworkName, _ step: DeclarationPlan.Step
    ) async throws(APIError) {
        let ifMatch = revisions[step.object]
        switch step.call {
        case .createDNSRecord(let request):
            let made = try await client.createDNSRecord(of: network, request)
            note(step.object, made.resource.revision, in: network, made.networkRevision)
        case .updateDNSRecord(let request):
            let changed = try await client.updateDNSRecord(name, of: network, with: request, ifMatch: ifMatch)
            note(step.object, changed.resource.revision, in: network, changed.networkRevision)
        case .deleteDNSRecord:
            let deleted = try await client.deleteDNSRecord(name, of: network, ifMatch: ifMatch)
            note(step.object, nil, in: network, deleted.networkRevision)
        default: throw Self.misplaced(step)
        }
    }

    // MARK: What is known

    private mutating func note(
        _ object: DeclaredObject, _ revision: Revision?, in network: NetworkName, _ networkRevision: Revision
    ) {
        revisions[object] = revision
        reached[network] = networkRevision
    }

    /// An answer without a body: what changed stands where the change left its network.
    private mutating func note(_ object: DeclaredObject, _ network: NetworkName, _ changed: Changed<Void>) {
        note(object, changed.networkRevision, in: network, changed.networkRevision)
    }

    /// Who moved with a network's ranges changed at that revision. Of what somebody else changed meanwhile the former
    /// revision stays, so that a step about it is refused.
    private mutating func noteMoves(in network: NetworkName, at revision: Revision) async throws(APIError) {
        for node in try await client.nodes(in: network) where node.revision == revision {
            revisions[.node(node.name, in: network)] = revision
        }
        for client in try await client.clients(in: network) where client.revision == revision {
            revisions[.client(client.publicKey, in: network)] = revision
        }
        for record in try await client.dnsRecords(of: network) where record.revision == revision {
            revisions[.dnsRecord(record.name, in: network)] = revision
        }
    }

    private static func reference<ID, Name>(
        _ value: some CustomStringConvertible
    ) throws(APIError) -> Reference<ID, Name> {
        do throws(ModelError) { return try Reference(parsing: value.description) } catch {
            throw APIError(
                .unexpectedAnswer, message: error.message, remedy: "report this as a fault", cause: error)
        }
    }

    private static func misplaced(_ step: DeclarationPlan.Step) -> APIError {
        APIError(
            .unexpectedAnswer, message: "no step such as \(step.call.operation.id) is about \(step.title)",
            remedy: "report this as a fault")
    }
}
