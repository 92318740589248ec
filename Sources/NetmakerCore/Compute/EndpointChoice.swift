/// Which of a peer's endpoints a viewer uses now, and when to look again.
///
/// Pinned, when there, is the only one. Else the addresses on a link that both are on, then the observed ones. One that
/// was tried and stays silent for `patience` gives way to the next; one that answered is kept while it answers. An
/// answer is anything received in a living session: WireGuard counts only what was authentic, and sends to where that
/// came from. Silence counts only once something was sent: WireGuard shakes hands when there is traffic, and an idle
/// peer proves nothing.
public struct EndpointChoice: Hashable, Sendable {
    /// What the device is told.
    public enum Use: Hashable, Sendable {
        /// This endpoint, unless the device has it already.
        case endpoint(Endpoint)
        /// Whatever the device has: nothing is known that is better.
        case leave
    }

    /// How long a first silence is borne; WireGuard itself repeats a handshake after 5 s (REKEY_TIMEOUT).
    public static let patience: Duration = .seconds(5)
    /// Patience doubles with every round in which no endpoint answered, up to this.
    public static let greatestPatience: Duration = .seconds(60)
    /// A session whose last handshake is older is dead (REJECT_AFTER_TIME).
    public static let sessionLifetime: Duration = .seconds(180)

    public let use: Use
    /// What to remember for the next choice.
    public let trial: EndpointTrial?
    /// When to look again; nil when nothing is to be gained by it.
    public let lookAgainAfter: Duration?

    /// The endpoints the viewer can use, the best first.
    public static func usable(_ candidates: EndpointCandidates, from vantage: Vantage) -> [Endpoint] {
        if let pinned = candidates.pinned {
            return vantage.reaches(pinned.address) ? [pinned] : []
        }
        let local = candidates.local.filter { vantage.sharesLink(with: $0) }.map(\.endpoint)
        let observed = [candidates.observedIPv4, candidates.observedIPv6].compactMap(\.self)
        var usable: [Endpoint] = []
        for endpoint in local + observed where vantage.reaches(endpoint.address) && !usable.contains(endpoint) {
            usable.append(endpoint)
        }
        return usable
    }

    /// - Parameters:
    ///   - trial: what the last choice remembered; nil at first.
    ///   - sighting: the peer as the device has it; nil when it is new to the device.
    ///   - now: by a clock that never steps, from any origin, the same for all calls.
    public init(
        among candidates: EndpointCandidates, from vantage: Vantage, after trial: EndpointTrial?,
        seeing sighting: PeerSighting?, now: Duration
    ) {
        let usable = Self.usable(candidates, from: vantage)
        let sighting = sighting ?? .unknown
        guard let best = usable.first else {
            self.init(use: .leave, trial: nil, lookAgainAfter: nil)
            return
        }
        guard candidates.pinned == nil else {
            // Not even a peer that roamed keeps its own: what was stated counts.
            self.init(use: .endpoint(best), trial: .settled(on: best, sighting), lookAgainAfter: nil)
            return
        }
        guard let trial, usable.contains(trial.endpoint) else {
            self.init(startingWith: best, among: usable, insteadOf: trial?.endpoint, sighting, now)
            return
        }
        self.init(continuing: trial, among: usable, sighting, now)
    }

    private init(use: Use, trial: EndpointTrial?, lookAgainAfter: Duration?) {
        self.use = use
        self.trial = trial
        self.lookAgainAfter = lookAgainAfter
    }

    /// A peer never tried, or whose endpoint is no longer among its candidates.
    private init(
        startingWith best: Endpoint, among usable: [Endpoint], insteadOf vanished: Endpoint?, _ sighting: PeerSighting,
        _ now: Duration
    ) {
        // A living session is proof of an endpoint: one that the peer roamed to, or that an agent before us chose.
        if sighting.isAlive, let endpoint = sighting.endpoint, endpoint != vanished {
            let kept = usable.contains(endpoint) ? endpoint : best
            self.init(settledOn: kept, sighting)
        } else {
            self.init(trying: .start(with: best, sighting, now), of: usable.count)
        }
    }

    private init(continuing trial: EndpointTrial, among usable: [Endpoint], _ sighting: PeerSighting, _ now: Duration) {
        let hasSent = sighting.transmitted != trial.transmitted
        if trial.hasAnswered || sighting.isAlive && sighting.received > trial.received {
            if sighting.isAlive || !hasSent {
                self.init(settledOn: trial.endpoint, sighting)
            } else {
                // It answered once, the session died since, and something is being sent: a new round begins with it.
                self.init(trying: .start(with: trial.endpoint, sighting, now), of: usable.count)
            }
            return
        }
        guard usable.count > 1 else {
            self.init(use: .endpoint(trial.endpoint), trial: trial, lookAgainAfter: nil)
            return
        }
        guard hasSent else {
            var untested = trial
            untested.startedAt = now
            self.init(use: .endpoint(trial.endpoint), trial: untested, lookAgainAfter: trial.patience)
            return
        }
        let left = trial.patience - (now - trial.startedAt)
        guard left <= .zero else {
            self.init(use: .endpoint(trial.endpoint), trial: trial, lookAgainAfter: left)
            return
        }
        self.init(trying: trial.next(among: usable, sighting, now), of: usable.count)
    }

    private init(settledOn endpoint: Endpoint, _ sighting: PeerSighting) {
        // A device made anew has lost what it knew.
        let use: Use = sighting.endpoint == nil ? .endpoint(endpoint) : .leave
        self.init(use: use, trial: .settled(on: endpoint, sighting), lookAgainAfter: nil)
    }

    private init(trying trial: EndpointTrial, of count: Int) {
        self.init(
            use: .endpoint(trial.endpoint), trial: trial, lookAgainAfter: count > 1 ? trial.patience : nil)
    }
}
