public import NetmakerCore

/// What an admin changes of an external client; nil leaves a field as it is.
public struct ClientChanges: Hashable, Sendable {
    public var name: NodeName?
    /// The node it enters by from now on.
    public var gateway: NodeID?
    public var nameServers: [IPAddress]?
    public var allowedRanges: [IPPrefix]?
    /// Another time to come lets a client in again whose time was over.
    public var expiresAt: Update<Timestamp>
    public var admission: Admission?

    /// Whether it is let in.
    public enum Admission: Hashable, Sendable {
        case enabled, disabled
    }

    public init(
        name: NodeName? = nil, gateway: NodeID? = nil, nameServers: [IPAddress]? = nil,
        allowedRanges: [IPPrefix]? = nil, expiresAt: Update<Timestamp> = .keep, admission: Admission? = nil
    ) {
        self.name = name
        self.gateway = gateway
        self.nameServers = nameServers
        self.allowedRanges = allowedRanges
        self.expiresAt = expiresAt
        self.admission = admission
    }
}

/// Changes an external client. Its gateway is told, and all who reach it by that.
public struct UpdateClient: Command {
    public let network: NetworkName
    public let client: ExternalClientID
    public let changes: ClientChanges
    /// The revision of the client the asker saw; nil when it does not matter.
    public let ifMatch: Revision?

    public init(network: NetworkName, client: ExternalClientID, changes: ClientChanges, ifMatch: Revision? = nil) {
        self.network = network
        self.client = client
        self.changes = changes
        self.ifMatch = ifMatch
    }

    public var permission: Permission { .administerNetwork(network) }

    public func decide(
        _ truth: Truth, _ context: inout DecisionContext
    ) throws(ModelError) -> Decision<ExternalClient> {
        let state = try truth.requireNetwork(network)
        let client = try state.requireClient(client)
        try client.revision.require(ifMatch, of: "external client \(client.name)")
        var updated = client
        updated.name = changes.name ?? client.name
        updated.gateway = changes.gateway ?? client.gateway
        if let servers = changes.nameServers { updated.nameServers = try ExternalClient.checked(nameServers: servers) }
        if let ranges = changes.allowedRanges {
            updated.allowedRanges = try RoutedRanges.checked(ranges, field: "allowedRanges")
        }
        try admit(&updated, now: context.now)
        guard updated != client else { return Decision(client, unchanged: state.network.aggregate) }
        try state.requireFree(updated.name, forClient: client.id)
        if updated.gateway != client.gateway || updated.allowedRanges != client.allowedRanges {
            try ClientRules.require(updated, fits: state)
        }
        updated.revision = state.revision.next
        return Decision(
            updated, changing: state.network.aggregate, by: Self.mutations(from: client, to: updated, at: context.now))
    }

    private func admit(_ client: inout ExternalClient, now: Timestamp) throws(ModelError) {
        if case .set(let end) = changes.expiresAt { try ClientRules.require(expiresAt: end, now: now) }
        client.expiresAt = changes.expiresAt.applied(to: client.expiresAt)
        let isOver = client.expiresAt.map { $0 <= now } ?? false
        switch changes.admission {
        case .disabled: client.access = .disabled
        case .enabled:
            if isOver, let end = client.expiresAt {
                throw ModelError(
                    .conflict, field: "access",
                    message: "the time of external client \(client.name) was over at \(end)",
                    remedy: "give it another with --expires, or --clear-expiry")
            }
            client.access = .enabled
        case nil: if client.access == .expired, !isOver { client.access = .enabled }
        }
    }

    /// One that is moved is taken from its former gateway first, so that each step tells whose record it changes.
    static func mutations(
        from client: ExternalClient, to updated: ExternalClient, at now: Timestamp
    ) -> [Mutation] {
        let isMoved = updated.gateway != client.gateway
        return (isMoved ? [.removeClient(RemovedClient(client, at: now))] : []) + [.putClient(updated)]
    }
}
