internal import NetmakerAPI
internal import NetmakerCore

extension NetworkResource: Presentable {
    static var columns: [String] { ["name", "ipv4 range", "ipv6 range", "nodes", "connected"] }

    var row: [String] {
        [name.description, ipv4Range.orDash, ipv6Range.orDash, String(nodeCount), String(connectedCount)]
    }

    var details: [(label: String, value: String)] {
        [
            ("network", name.description), ("display name", displayName), ("ipv4 range", ipv4Range.orDash),
            ("ipv6 range", ipv6Range.orDash), ("overlaps", overlaps.sentence),
            ("nodes", "\(nodeCount), \(connectedCount) connected"),
            ("waiting to be let in", String(pendingCount)), ("node limit", nodeLimit?.description ?? "none"),
            ("names in", dnsZones.map(\.description).joined(separator: ", ")),
            ("answered by", dnsServers.map { $0.addresses.map(\.description).joined(separator: ", ") } ?? "agents"),
            ("listen port", "\(listenPort) for new nodes"),
            ("keepalive", "\(persistentKeepalive.sentence) for new nodes"),
            ("mtu", "\(mtu) for new nodes"), ("interface", "\(interface) for new nodes"),
            ("hole punching", "\(udpHolePunching.onOrOff) for new nodes"),
            ("post up", postUp.orDash), ("post down", postDown.orDash),
            ("without a key", admission == .manual ? "wait for an admin" : "are refused"),
            ("stays in", (localRange?.description).or("no local network")),
            ("check-in", "every \(checkInInterval) s"), ("created", createdAt.sentence),
            ("revision", "\(revision), the network with all it holds \(networkRevision)"),
        ]
    }

    var identifier: String { name.description }
}

extension [NetworkName] {
    /// Networks whose ranges overlap, and what comes of it.
    var sentence: String {
        isEmpty
            ? "no other network"
            : "\(map(\.description).joined(separator: ", ")): a machine joins both only with --force"
    }
}
