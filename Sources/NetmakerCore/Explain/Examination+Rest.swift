/// What else is worth knowing.
extension Examination {
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
