import NetmakerCore

/// What others have done to an interface of ours, for people.
package struct InterfaceDrift: Sendable {
    /// One for each thing that is not as it was left; empty where nobody has touched anything.
    package private(set) var changes: [String] = []

    /// Nothing.
    package init() {}

    /// What there is to put right in a link.
    package init(of state: LinkState, from wanted: LinkConfiguration) {
        changes = LinkPlan(from: state, to: wanted).steps.map(\.wrong)
    }

    /// What differs from a device as it was left. That peers move and speak is their own doing.
    package init(of state: DeviceState, from former: DeviceState) {
        if state.publicKey != former.publicKey { changes.append("the private key was another") }
        if state.listenPort != former.listenPort { changes.append("the listen port was another") }
        if state.firewallMark != former.firewallMark { changes.append("the firewall mark was another") }
        var (gone, other) = (0, 0)
        for (key, peer) in former.peers {
            guard let present = state.peers[key] else {
                gone += 1
                continue
            }
            if !present.isConfigured(as: peer) { other += 1 }
        }
        let foreign = state.peers.count - (former.peers.count - gone)
        if gone > 0 { changes.append("peers were gone: \(gone)") }
        if other > 0 { changes.append("peers were set up otherwise: \(other)") }
        if foreign > 0 { changes.append("peers that are none were there: \(foreign)") }
    }

    /// Whether nobody has touched anything.
    package var isEmpty: Bool { changes.isEmpty }

    /// Both.
    package static func + (one: Self, other: Self) -> Self {
        var sum = one
        sum.changes += other.changes
        return sum
    }
}

extension PeerState {
    fileprivate func isConfigured(as other: PeerState) -> Bool {
        let isSameKey =
            switch (presharedKey, other.presharedKey) {
            case (nil, nil): true
            case (let one?, let two?): one.isEqual(to: two)
            default: false
            }
        return isSameKey && persistentKeepalive == other.persistentKeepalive && allowedIPs == other.allowedIPs
    }
}

extension LinkChange {
    /// What was wrong, where this step puts it right.
    fileprivate var wrong: String {
        switch self {
        case .setMTU: "the MTU was another"
        case .addAddress(let address): "address \(address) was gone"
        case .bringUp: "the interface was down"
        case .takeDown: "the interface was up"
        case .removeAddress(let address): "address \(address) was there"
        case .addRoute(let route): "route \(route) was gone"
        case .removeRoute(let route): "route \(route) was there"
        case .addRule(let rule): "rule \(rule) was gone"
        case .removeRule(let rule): "rule \(rule) was there"
        }
    }
}
