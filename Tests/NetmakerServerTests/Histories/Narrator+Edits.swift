import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// What machines' owners change there.
extension Narrator {
    mutating func edit(_ number: Int, _ change: Int, _ value: Int, by asker: Operation.Asker) {
        guard let member = member(number) else { return }
        let (id, node) = (member.node, truth.node(member.node))
        // Of one that is gone whatever another might say.
        guard let model = node ?? self.node(number) else { return }
        let edits = Menu.edits(change, value, of: model, taken: self.node(number / 8))
        let asker = self.asker(asker, entitled: .node(id))
        _ = truth.nextGenerator()
        var refused: [String] = []
        let verdict: Order.Verdict
        do throws(Refusal) {
            try permit(.node(id), asker)
            let outcome = try truth.edit(id, edits)
            refused = outcome.refused
            verdict = Order.Verdict(isChange: outcome.isChange)
            if !refused.isEmpty { coverage.reached(.editRefused) }
            if !refused.isEmpty, outcome.isChange { coverage.reached(.editInPart) }
        } catch { verdict = .refused(error) }
        let after = truth.node(id)
        let (aggregate, stand) = stand(node?.network ?? member.network)
        let order = Order(
            .editNode, EditNode(node: id, edits: edits), as: asker, verdict, of: aggregate, at: stand
        ) { [refused] in $0.node == after && $0.refusals.map(\.field) == refused }
        let text = edits.map { "\($0.to.fieldName) from \($0.from) to \($0.to)" }.joined(separator: ", ")
        add(.order(order), "\(asker) edits \(id) (\(text)): \(verdict.text)")
    }
}

extension PlainTruth {
    /// - Returns: whether anything is another, and the fields that were not changed as wished.
    mutating func edit(_ id: NodeID, _ edits: [NodeEdit]) throws(Refusal) -> (isChange: Bool, refused: [String]) {
        guard let old = node(id), let network = network(old.network) else { throw .notFound }
        var node = old
        var refused: [String] = []
        for edit in edits {
            var isMade = true
            switch (edit.from, edit.to) {
            case (.name(let from), .name(let to)):
                if node.name == to { continue }
                isMade = node.name == from && !network.isNamed(to.description, besides: id)
                if isMade { node.name = to }
            case (.listenPort(let from), .listenPort(let to)): isMade = Self.lead(&node.listenPort, from, to)
            case (.persistentKeepalive(let from), .persistentKeepalive(let to)):
                isMade = Self.lead(&node.persistentKeepalive, from, to)
            case (.mtu(let from), .mtu(let to)): isMade = Self.lead(&node.mtu, from, to)
            case (.pinnedEndpoint(let from), .pinnedEndpoint(let to)):
                let isInside = to.map { endpoint in network.ranges.all.contains { $0.contains(endpoint.address) } }
                if isInside ?? false, node.pinnedEndpoint != to {
                    isMade = false
                } else {
                    isMade = Self.lead(&node.pinnedEndpoint, from, to)
                }
            case (.udpHolePunching(let from), .udpHolePunching(let to)):
                isMade = Self.lead(&node.options.udpHolePunching, from, to)
            case (.dnsOn(let from), .dnsOn(let to)): isMade = Self.lead(&node.options.dnsOn, from, to)
            case (.roaming(let from), .roaming(let to)): isMade = Self.lead(&node.options.roaming, from, to)
            default: isMade = false
            }
            if !isMade { refused.append(edit.to.fieldName) }
        }
        if node == old { return (false, refused) }
        put(node)
        return (true, refused)
    }

    /// - Returns: whether it is what it should be.
    private static func lead<Value: Equatable>(_ value: inout Value, _ from: Value, _ to: Value) -> Bool {
        if value == from { value = to }
        return value == to
    }
}

extension Menu {
    /// Some of them come late, or twice, or are of nothing that a machine's owner changes.
    static func edits(_ number: Int, _ value: Int, of node: Node, taken: Node?) -> [NodeEdit] {
        let endpoint = Endpoint(address: Samples.address(210 + value), port: node.listenPort)
        let inside = node.addresses.first.map { Endpoint(address: $0, port: node.listenPort) }
        let all: [(from: NodeSetting, to: NodeSetting)] = [
            (.name(node.name), .name(NodeName(adapting: "edited-\(value)"))),
            (.name(node.name), .name(taken?.name ?? node.name)),
            (.name(NodeName(adapting: "former")), .name(NodeName(adapting: "edited-\(value)"))),
            (.listenPort(node.listenPort), .listenPort(port(52_000 + value))),
            (.persistentKeepalive(node.persistentKeepalive), .persistentKeepalive(keepalive(value * 7))),
            (.mtu(node.mtu), .mtu(mtu(1280 + 10 * value))),
            (.mtu(mtu(1300)), .mtu(mtu(1290))),
            (.pinnedEndpoint(node.pinnedEndpoint), .pinnedEndpoint(endpoint)),
            (.pinnedEndpoint(node.pinnedEndpoint), .pinnedEndpoint(inside)),
            (.pinnedEndpoint(node.pinnedEndpoint), .pinnedEndpoint(nil)),
            (.udpHolePunching(node.options.udpHolePunching), .udpHolePunching(value % 2 == 0)),
            (.dnsOn(node.options.dnsOn), .dnsOn(value % 3 == 0)),
            (.roaming(node.options.roaming), .roaming(value % 2 == 1)),
            (.foreign(.ipv4), .foreign(.ipv4)),
        ]
        let count = 1 + value % 3
        return (0..<count).map { all[(number + 5 * $0) % all.count] }.map { NodeEdit(from: $0.from, to: $0.to) }
    }

    /// How many kinds of edits there are.
    static let editKinds = 14
}
