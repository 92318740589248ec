/// A peer as the viewer's device has it at one moment.
public struct PeerSighting: Hashable, Sendable {
    /// Where the device sends to now; a peer that roamed has changed it.
    public var endpoint: Endpoint?
    /// How long ago the last handshake was completed; nil when there was none.
    public var handshakeAge: Duration?
    /// Bytes that were received from the peer and authentic, handshakes included.
    public var received: UInt64
    /// Bytes sent to the peer, handshakes included.
    public var transmitted: UInt64

    public init(endpoint: Endpoint?, handshakeAge: Duration?, received: UInt64, transmitted: UInt64) {
        self.endpoint = endpoint
        self.handshakeAge = handshakeAge
        self.received = received
        self.transmitted = transmitted
    }

    static let unknown = PeerSighting(endpoint: nil, handshakeAge: nil, received: 0, transmitted: 0)

    var isAlive: Bool { handshakeAge.map { $0 < EndpointChoice.sessionLifetime } ?? false }
}

/// What a viewer remembers of the endpoint it uses for a peer. Opaque to everybody but `EndpointChoice`.
public struct EndpointTrial: Hashable, Sendable {
    /// The candidate in use.
    public let endpoint: Endpoint
    var startedAt: Duration
    let hasAnswered: Bool
    /// Of the device when the trial began: what is more later has happened since.
    let received: UInt64
    let transmitted: UInt64
    /// Those of this round that did not answer.
    private let silent: [Endpoint]
    /// Rounds in which none answered.
    private let rounds: Int

    private init(
        endpoint: Endpoint, startedAt: Duration, hasAnswered: Bool, sighting: PeerSighting, silent: [Endpoint] = [],
        rounds: Int = 0
    ) {
        self.endpoint = endpoint
        self.startedAt = startedAt
        self.hasAnswered = hasAnswered
        received = sighting.received
        transmitted = sighting.transmitted
        self.silent = silent
        self.rounds = rounds
    }

    static func start(with endpoint: Endpoint, _ sighting: PeerSighting, _ now: Duration) -> EndpointTrial {
        EndpointTrial(endpoint: endpoint, startedAt: now, hasAnswered: false, sighting: sighting)
    }

    static func settled(on endpoint: Endpoint, _ sighting: PeerSighting) -> EndpointTrial {
        EndpointTrial(endpoint: endpoint, startedAt: .zero, hasAnswered: true, sighting: sighting)
    }

    /// How long this endpoint's silence is borne.
    var patience: Duration {
        min(EndpointChoice.patience * (1 << min(rounds, 8)), EndpointChoice.greatestPatience)
    }

    /// The trial of the next endpoint; after the last of a round, of the best again.
    func next(among usable: [Endpoint], _ sighting: PeerSighting, _ now: Duration) -> EndpointTrial {
        let silent = self.silent + [endpoint]
        if let next = usable.first(where: { !silent.contains($0) }) {
            return EndpointTrial(
                endpoint: next, startedAt: now, hasAnswered: false, sighting: sighting, silent: silent, rounds: rounds)
        }
        return EndpointTrial(
            endpoint: usable[0], startedAt: now, hasAnswered: false, sighting: sighting, rounds: rounds + 1)
    }
}
