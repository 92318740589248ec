public import NetmakerCore

/// The owner of a machine changes its node there. Each edit is decided by itself: one that is refused keeps no other from
/// being made.
///
/// An edit is made once, however often it comes: it says what the field was, and where that is so no longer it is either
/// made already, or somebody else was faster.
public struct EditNode: Command {
    /// The node as it is now, and what was not made of it.
    public struct Edited: Sendable {
        public let node: Node
        /// In the order of the edits.
        public let refusals: [NodeEditRefusal]
    }

    public let node: NodeID
    public let edits: [NodeEdit]

    public init(node: NodeID, edits: [NodeEdit]) {
        self.node = node
        self.edits = edits
    }

    public var permission: Permission { .actAsNode(node) }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Edited> {
        let (node, state) = try truth.requireNode(node)
        var updated = node
        var refusals: [NodeEditRefusal] = []
        for edit in edits {
            do throws(ModelError) {
                updated = try Self.made(edit, of: updated, in: state)
            } catch {
                refusals.append(
                    NodeEditRefusal(field: edit.to.fieldName, message: error.message, remedy: error.remedy))
            }
        }
        guard updated != node else {
            return Decision(Edited(node: node, refusals: refusals), unchanged: state.network.aggregate)
        }
        updated.revision = state.revision.next
        return Decision(
            Edited(node: updated, refusals: refusals), changing: state.network.aggregate, by: [.putNode(updated)])
    }

    /// - Throws: `ModelError` that says why the edit is not made.
    private static func made(
        _ edit: NodeEdit, of node: Node, in state: NetworkState
    ) throws(ModelError) -> Node {
        guard let field = edit.to.field, field.nodeField.edits.contains(field) else {
            throw ModelError(
                .refused, field: edit.to.fieldName, message: "a machine does not change its \(edit.to.fieldName)",
                remedy: "have an admin change it with nmctl")
        }
        let current = field.setting(of: node)
        guard current != edit.to else { return node }
        guard current == edit.from else {
            throw ModelError(
                .conflict, field: field.rawValue,
                message:
                    "\(field.rawValue) was changed from \(edit.from) to \(current) meanwhile, and not to \(edit.to)",
                remedy: "look at what it is now, and change that")
        }
        return try updated(node, edit.to, in: state)
    }

    private static func updated(
        _ node: Node, _ setting: NodeSetting, in state: NetworkState
    ) throws(ModelError) -> Node {
        var node = node
        switch setting {
        case .name(let name):
            try state.requireFree(name, for: node.id)
            node.name = name
        case .listenPort(let port): node.listenPort = port
        case .persistentKeepalive(let keepalive): node.persistentKeepalive = keepalive
        case .mtu(let mtu): node.mtu = mtu
        case .pinnedEndpoint(let endpoint):
            if let endpoint { try NodeOwnFields.requireReachable(endpoint, outside: state.network) }
            node.pinnedEndpoint = endpoint
        case .udpHolePunching(let isOn): node.options.udpHolePunching = isOn
        case .dnsOn(let isOn): node.options.dnsOn = isOn
        case .roaming(let isOn): node.options.roaming = isOn
        case .foreign: break
        }
        return node
    }
}
