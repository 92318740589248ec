/// Whether the ends know where to send to.
extension Examination {
    mutating func examineEndpoints() {
        guard let pair, !pair.isAlive else { return }
        let usable = pair.sides.map(usableEndpoints)
        if usable.allSatisfy(\.isEmpty) {
            explainNoEndpoint(pair)
            return
        }
        for (side, endpoints) in zip(pair.sides, usable) {
            if endpoints.isEmpty {
                explainOneWay(side)
            } else if let endpoint = side.peer?.endpoint, !endpoints.contains(endpoint) {
                find(
                    .endpointDiffers, .doubt, about: side.node.name,
                    "\(side.node.name) sends to \(side.other.name) at \(endpoint), which is none of "
                        + "\(side.other.name)'s endpoints; it should be \(endpoints[0])",
                    remedy: "see who else has changed \(side.node.interface) on \(side.node.name); "
                        + "netclient pull -n \(state.network.name) there puts it right")
            }
        }
        examineNATs(pair)
    }

    /// Where a node may send to the other, the best first.
    private func usableEndpoints(_ side: PairSession.Side) -> [Endpoint] {
        EndpointChoice.usable(candidates(of: side.other), from: Vantage(of: side.node, in: state.network))
    }

    /// What others are told of where a node is.
    func candidates(of node: Node) -> EndpointCandidates {
        PeerRecord(node, within: state.network.options.localRange).candidates
    }

    private mutating func explainNoEndpoint(_ pair: PairSession) {
        if let range = state.network.options.localRange,
            let stray = pair.sides.map(\.node).first(where: { candidates(of: $0).isEmpty })
        {
            find(
                .outsideLocalRange, .fault, about: stray.name,
                "network \(state.network.name) stays in \(range), and \(stray.name) has no address in it",
                remedy: "bring \(stray.name) into that local network, or change it with nmctl network update")
            return
        }
        guard pair.sides.contains(where: { !candidates(of: $0.other).isEmpty }) else {
            find(
                .noEndpoint, .fault, about: nil,
                "nobody knows where \(pair.there.node.name) or \(pair.back.node.name) is reached, so neither can start",
                remedy: "say it of one with nmctl node update --endpoint, or wait until its agent has connected")
            return
        }
        let obstacles = pair.sides.flatMap { side in
            EndpointChoice.judged(candidates(of: side.other), from: Vantage(of: side.node, in: state.network))
                .map { "\($0.endpoint) of \(side.other.name): \($0.reason)" }
        }
        let isFamily = pair.sides.allSatisfy { side in
            let vantage = Vantage(of: side.node, in: state.network)
            return addresses(of: candidates(of: side.other)).allSatisfy {
                if case .otherFamily = vantage.obstacle(to: $0) { true } else { false }
            }
        }
        guard isFamily else {
            find(
                .noEndpoint, .fault, about: nil,
                "neither \(pair.there.node.name) nor \(pair.back.node.name) can use an endpoint of the other "
                    + "(\(obstacles.joined(separator: "; ")))",
                remedy: "say where one of them is reached with nmctl node update --endpoint")
            return
        }
        find(
            .noCommonFamily, .fault, about: nil,
            "\(pair.there.node.name) and \(pair.back.node.name) have no address of the same family "
                + "(\(obstacles.joined(separator: "; ")))",
            remedy: "give one of them an address of the other's family")
    }

    private func addresses(of candidates: EndpointCandidates) -> [IPAddress] {
        ([candidates.pinned, candidates.observedIPv4, candidates.observedIPv6].compactMap(\.self)
            + candidates.local.map(\.endpoint)).map(\.address)
    }

    private mutating func explainOneWay(_ side: PairSession.Side) {
        find(
            .onlyOtherStarts, .doubt, about: side.node.name,
            "\(side.node.name) knows no endpoint of \(side.other.name) that it can use: only \(side.other.name) can start",
            remedy:
                "send something from \(side.other.name), or say where it is reached with nmctl node update --endpoint")
    }

    private mutating func examineNATs(_ pair: PairSession) {
        let nodes = pair.sides.map(\.node)
        let hidden = nodes.filter(isBehindNAT)
        let sharesLink = pair.sides.contains { side in
            let vantage = Vantage(of: side.node, in: state.network)
            return candidates(of: side.other).local.contains { vantage.sharesLink(with: $0) }
        }
        if hidden.count == 2, !sharesLink {
            let closed = nodes.filter { !$0.options.udpHolePunching }.map(\.name.description)
            find(
                .bothBehindNAT, .doubt, about: nil,
                "\(nodes[0].name) and \(nodes[1].name) are both behind a NAT, and none has an endpoint set by hand"
                    + (closed.isEmpty ? "" : "; hole punching is off on \(closed.joined(separator: " and "))"),
                remedy: "forward the UDP port of one of them, and say where that is with nmctl node update --endpoint")
            return
        }
        for node in hidden where node.persistentKeepalive == .off {
            find(
                .keepaliveOff, .doubt, about: node.name,
                "\(node.name) is behind a NAT and sends no keepalive: others reach it only soon after it has sent",
                remedy: "turn it on with nmctl node update \(state.network.name) \(node.name) --keepalive 20")
        }
    }

    /// Whether nobody outside can start with it.
    private func isBehindNAT(_ node: Node) -> Bool {
        node.pinnedEndpoint == nil && Vantage(of: node, in: state.network).isBehindNAT
    }
}
