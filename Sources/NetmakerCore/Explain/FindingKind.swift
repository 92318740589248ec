/// What may be found on a way, for programs to branch on, in the order in which one thing follows from another: what is
/// wrong further up makes what is below it look wrong too.
public enum FindingKind: String, Hashable, Sendable, Codable, CaseIterable {
    // Who takes part
    /// Both ends are one machine.
    case samePlace
    case pending, disconnected, expired
    case clientDisabled, clientExpired
    /// The client's gateway is none any more.
    case gatewayMissing

    // The agents
    case agentAway, agentSilent, agentUnable
    /// What it was told is not in its device, and it says why.
    case notApplied
    case clockDiffers
    /// It does not have the newest revision that concerns it yet.
    case lagging

    // The devices
    case noDevice
    /// The device uses a key that its peers do not know.
    case foreignKey
    case listenPortDiffers
    /// The device lacks the other as a peer.
    case peerMissing
    /// The device sends nothing for the other end to the peer that has it.
    case notAllowed
    /// The machine leads nothing for the other end into the tunnel.
    case notLed

    // The endpoints
    case outsideLocalRange, noCommonFamily, noEndpoint
    case onlyOtherStarts
    case bothBehindNAT
    case keepaliveOff
    case endpointDiffers

    // The handshakes
    /// What was sent was never answered.
    case neverAnswered
    /// One end has a session that the other does not.
    case oneSided
    /// There was a handshake, and what was sent since is not answered.
    case answersStopped
    /// There was a handshake, too long ago for a session.
    case stale
    /// What one end sends now does not come in at the other.
    case lostOnTheWay
    /// Nothing was sent yet.
    case untried

    // Beyond the nodes
    /// The client has not called its gateway.
    case clientSilent
    case fileOutdated
    /// The range is the machine's own local network too.
    case rangeIsLocal
    /// What is behind the gateway has no way back but by a route of its own.
    case noTranslation
    /// What is behind the gateway is not seen from here.
    case beyond

    // What else is worth knowing
    case keyChanging, mtuDiffers, relayUnused
}
