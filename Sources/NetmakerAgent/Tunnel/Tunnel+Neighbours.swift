internal import Logging
internal import NetmakerCore

/// Leaving to the machine's other networks what is theirs.
extension Tunnel {
    /// No more of what is left out is named.
    private static let maximumNamed = 8

    /// Looks what the machine's other networks have, when the link is made and, where it matters, now and then.
    func lookAtNeighbours() {
        let isDue = clock.now >= neighboursAt && !(routed.prefixes.isEmpty && neighbourTrouble == nil)
        guard link == nil || isDue else { return }
        neighboursAt = clock.now + Self.verificationInterval
        let found = findNeighbours()
        guard found != neighbours else { return }
        neighbours = found
        link = nil
    }

    /// What is led into the tunnel: not what lies inside of another network's ranges, from which it would take its
    /// packets.
    func prefixesBesideNeighbours(_ configuration: NodeConfiguration) -> [IPPrefix] {
        var kept: [IPPrefix] = []
        var left: [(prefix: IPPrefix, owner: NetworkName)] = []
        for prefix in routed.prefixes {
            if let owner = neighbours.owner(of: prefix) { left.append((prefix, owner)) } else { kept.append(prefix) }
        }
        var troubles = neighbours.overlapping(configuration.ranges.all).map {
            "this network has addresses of network \($0), which this machine is in; leave one of them, or join one anew "
                + "with --force and reach only one of two machines with one address"
        }
        troubles += left.sorted { $0.prefix < $1.prefix }.prefix(Self.maximumNamed).map {
            "\($0.prefix) is not led into the tunnel: it lies inside of network \($0.owner), which this machine is in; "
                + "have the network's admin take it from the gateway, or join anew with --force"
        }
        if left.count > Self.maximumNamed {
            troubles.append("\(left.count - Self.maximumNamed) others are left out for the same reason")
        }
        neighbourTrouble = troubles.isEmpty ? nil : troubles.joined(separator: "; ")
        return kept
    }
}

extension Agent {
    /// Says what is left to the machine's other networks.
    func sayNeighbourTrouble() async {
        let trouble = await tunnel.neighbourTrouble
        guard watched.value.neighbourTrouble != trouble else { return }
        if let trouble {
            logger.warning("Another network of the machine has the same addresses", metadata: ["reason": "\(trouble)"])
        }
        watched.update { $0.neighbourTrouble = trouble }
    }
}
