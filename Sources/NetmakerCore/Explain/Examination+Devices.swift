/// Whether the devices have what they should.
extension Examination {
    mutating func examineDevices() {
        for node in path.nodes {
            guard let report = agents[node.id]?.report else { continue }
            examineDevice(of: node, report)
        }
        for side in pair?.sides ?? [] {
            if let report = side.report, report.publicKey != nil { examine(side, report) }
        }
    }

    private mutating func examineDevice(of node: Node, _ report: TunnelReport) {
        guard let key = report.publicKey else {
            find(
                .noDevice, .fault, about: node.name, "\(node.name) has no WireGuard interface \(node.interface)",
                remedy: "see on \(node.name) what netclient status and its log say")
            return
        }
        if !node.publicKeys.contains(key) {
            find(
                .foreignKey, blame, about: node.name,
                "the device of \(node.name) uses the key \(key), which its peers do not know",
                remedy: "see who else has changed \(node.interface) on \(node.name), then \(pull)")
        }
        if report.listenPort != node.listenPort {
            find(
                .listenPortDiffers, suspicion, about: node.name,
                "\(node.name) listens on \(report.listenPort.map { "port \($0)" } ?? "no port"), and its peers are "
                    + "told port \(node.listenPort)",
                remedy: "\(pull) on \(node.name), or tell the peers with nmctl node update --port")
        }
    }

    private mutating func examine(_ side: PairSession.Side, _ report: TunnelReport) {
        let (node, other) = (side.node, side.other)
        guard let peer = side.peer else {
            find(
                .peerMissing, .fault, about: node.name,
                "the device of \(node.name) does not have \(other.name) as a peer",
                remedy: "see who else has changed \(node.interface) on \(node.name), then \(pull) there")
            return
        }
        if let target = side.targets.first(where: { !peer.addresses.contains($0) }) {
            find(
                .notAllowed, .fault, about: node.name,
                "the device of \(node.name) has no allowed IP that leads to \(target) by \(other.name)",
                remedy: "see who else has changed \(node.interface) on \(node.name), then \(pull) there")
        }
        guard let target = side.targets.first(where: { !report.ledIn.contains($0) }) else { return }
        let isOwn = state.network.ranges.all.contains { $0.contains(target) }
        find(
            .notLed, isOwn ? .fault : .doubt, about: node.name,
            "netclient on \(node.name) leads nothing for \(target) into the tunnel",
            remedy: isOwn
                ? "see who else has changed \(node.interface) on \(node.name), then \(pull) there"
                : "see whether \(node.name) has a route there with ip route get \(target); where it has none, "
                    + "make one over \(node.interface)")
    }

    private var pull: String { "netclient pull -n \(state.network.name)" }
}
