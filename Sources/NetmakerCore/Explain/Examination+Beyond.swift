/// What is behind the nodes, and what else is worth knowing.
extension Examination {
    mutating func examineClients() {
        let routed = clientSessions.isEmpty ? [] : state.routedRanges
        for (client, gateway, peer, report) in clientSessions {
            let isOutdated = state.isFileOutdated(of: client, routed: routed)
            if isOutdated {
                find(
                    .fileOutdated, peer?.isAlive == true ? .remark : .doubt, about: client.name,
                    "what the file of external client \(client.name) should say has changed since it was handed out",
                    remedy: "hand it out again with nmctl client file \(state.network.name) \(client.name)")
            }
            guard let report, report.publicKey != nil else { continue }
            guard let peer else {
                find(
                    .peerMissing, .fault, about: gateway.name,
                    "the device of \(gateway.name) does not have \(client.name) as a peer",
                    remedy: "netclient pull -n \(state.network.name) on \(gateway.name)")
                continue
            }
            guard !peer.isAlive else { continue }
            let since = peer.handshakeAge.map { "has not called its gateway for \($0.sentence)" }
            find(
                .clientSilent, .doubt, about: client.name,
                "external client \(client.name) \(since ?? "has never called its gateway \(gateway.name)")",
                remedy:
                    "turn its tunnel on, and see that UDP port \(gateway.listenPort) gets through to \(gateway.name)")
        }
    }

    mutating func examineBeyond() {
        if case .outside(let range, let holder) = path.to, let exit = path.exit { examine(range, holder, exit) }
        if case .outside(let range, let holder) = path.from, let entry = path.entry { examine(range, holder, entry) }
    }

    private mutating func examine(_ range: IPPrefix, _ holder: RangeHolder, _ gateway: Node) {
        let other = gateway.id == path.exit?.id ? path.entry : path.exit
        if let other, let own = other.localAddresses.first(where: { $0.prefix.overlaps(range) }) {
            find(
                .rangeIsLocal, .doubt, about: other.name,
                "\(other.name) has \(own) itself: what it sends to \(range.shown) may go there and not to \(gateway.name)",
                remedy: "give the gateway a narrower range, or one of the two networks another")
        }
        let title = state.title(of: holder)
        if case .egress = holder, let egress = gateway.roles.egress, egress.translation == .none {
            find(
                .noTranslation, .doubt, about: gateway.name,
                "\(gateway.name) does not translate what it forwards: \(range.shown) needs a route back to the network",
                remedy:
                    "give its router a route to \(state.network.ranges.all.map(\.description).joined(separator: " and "))"
                    + " by \(gateway.name), or turn NAT on with nmctl gateway egress set")
        }
        find(
            .beyond, .doubt, about: gateway.name, "\(range.shown) is behind \(title), and not seen from here",
            remedy:
                "see on \(gateway.name) whether it reaches \(range.shown), and forwards (net.ipv4.ip_forward, net.ipv6.conf.all.forwarding)"
        )
    }

    mutating func examineRest() {
        for node in path.nodes where node.nextPublicKey != nil {
            find(
                .keyChanging, .remark, about: node.name, "\(node.name) is changing its WireGuard key",
                remedy: "nothing: peers know both keys; see nmctl network refresh-keys \(state.network.name) --progress"
            )
        }
        guard let pair else { return }
        if pair.there.node.mtu != pair.back.node.mtu {
            let (one, other) = (pair.there.node, pair.back.node)
            find(
                .mtuDiffers, .remark, about: nil,
                "\(one.name) has an MTU of \(one.mtu), \(other.name) of \(other.mtu): large packets may be lost one way",
                remedy: "give both the same with nmctl node update --mtu")
        }
        let relays = state.nodes.values.filter { $0.roles.relay != nil && $0.isActive }
        if !pair.isAlive, let relay = relays.min(by: { $0.name < $1.name }) {
            find(
                .relayUnused, .remark, about: relay.name,
                "\(relay.name) is marked as a relay, but agents of this release send nothing by relays",
                remedy: "make a direct path: say where one end is reached with nmctl node update --endpoint")
        }
    }
}
