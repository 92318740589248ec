/// What is behind the nodes.
extension Examination {
    mutating func examineBeyond() {
        if case .outside(let range, let holder) = path.to, let exit = path.exit { examine(range, holder, exit) }
        if case .outside(let range, let holder) = path.from, let entry = path.entry { examine(range, holder, entry) }
    }

    private mutating func examine(_ range: IPPrefix, _ holder: RangeHolder, _ gateway: Node) {
        let other = gateway.id == path.exit?.id ? path.entry : path.exit
        // The gateway itself is where the range is.
        if let other, other.id != gateway.id, let own = other.localAddresses.first(where: { $0.prefix.overlaps(range) })
        {
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
            remedy: "see on \(gateway.name) whether it reaches \(range.shown), and forwards "
                + "(net.ipv4.ip_forward, net.ipv6.conf.all.forwarding)")
    }
}
