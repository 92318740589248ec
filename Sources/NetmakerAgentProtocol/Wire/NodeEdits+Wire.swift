internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension NodeEdits {
    init(_ wire: WireNodeEdits) throws(MalformedField) {
        let edits = try parts("edits", wire.edits, limit: NodeEdit.maximumCount) { wire throws(MalformedField) in
            try NodeEdit(wire)
        }
        // Two edits of one field have no order that both sides know.
        guard Set(edits.compactMap(\.to.field)).count == edits.count(where: { $0.to.field != nil }) else {
            throw MalformedField("edits", message: "one field is edited twice")
        }
        self.init(number: wire.number, edits: edits)
    }

    var wire: WireNodeEdits {
        WireNodeEdits.with {
            $0.number = number
            $0.edits = edits.prefix(NodeEdit.maximumCount).map(\.wire)
        }
    }
}

extension NodeEdit {
    init(_ wire: WireNodeEdit) throws(MalformedField) {
        let to = try part("to") { () throws(MalformedField) in try NodeSetting(wire.to) }
        // What is refused whatever it is need not say what it was.
        let from =
            to.field == nil ? to : try part("from") { () throws(MalformedField) in try NodeSetting(wire.from) }
        guard from.field == to.field else { throw MalformedField("from", message: "it is of another field") }
        self.init(from: from, to: to)
    }

    var wire: WireNodeEdit {
        WireNodeEdit.with {
            $0.from = from.wire
            $0.to = to.wire
        }
    }
}

extension NodeSetting {
    init(_ wire: WireNodeSetting) throws(MalformedField) {
        if let claim = NodeField.claimed(in: wire).first {
            self = .foreign(claim)
            return
        }
        switch wire.setting {
        case .name(let text):
            self = .name(
                try NetmakerAgentProtocol.field("name") { () throws(ModelError) in try NodeName(parsing: text) })
        case .listenPort(let number):
            self = .listenPort(try ListenPort(wire: number, field: "listen_port"))
        case .persistentKeepalive(let number):
            self = .persistentKeepalive(
                try NetmakerAgentProtocol.field("persistent_keepalive") { () throws(ModelError) in
                    try PersistentKeepalive(seconds: Int(number))
                })
        case .mtu(let number):
            self = .mtu(try NetmakerAgentProtocol.field("mtu") { () throws(ModelError) in try MTU(Int(number)) })
        case .pinnedEndpoint(let update):
            self = .pinnedEndpoint(
                update.hasSet
                    ? try part("pinned_endpoint.set") { () throws(MalformedField) in try Endpoint(update.set) } : nil)
        case .udpHolePunching(let isOn): self = .udpHolePunching(isOn)
        case .dnsOn(let isOn): self = .dnsOn(isOn)
        case .roaming(let isOn): self = .roaming(isOn)
        case nil: throw .missing("setting")
        }
    }

    var wire: WireNodeSetting {
        WireNodeSetting.with {
            switch self {
            case .name(let name): $0.name = name.description
            case .listenPort(let port): $0.listenPort = UInt32(port.rawValue)
            case .persistentKeepalive(let keepalive): $0.persistentKeepalive = UInt32(keepalive.seconds ?? 0)
            case .mtu(let mtu): $0.mtu = UInt32(mtu.rawValue)
            case .pinnedEndpoint(let endpoint):
                $0.pinnedEndpoint = WireEndpointUpdate.with { if let endpoint { $0.set = endpoint.wire } }
            case .udpHolePunching(let isOn): $0.udpHolePunching = isOn
            case .dnsOn(let isOn): $0.dnsOn = isOn
            case .roaming(let isOn): $0.roaming = isOn
            // Nobody says it: there is no place for it in the message.
            case .foreign: break
            }
        }
    }
}

extension NodeEditsReply {
    init(_ wire: WireNodeEditsReply) throws(MalformedField) {
        self.init(
            number: wire.number,
            refusals: try parts("refusals", wire.refusals, limit: NodeEdit.maximumCount) {
                wire throws(MalformedField) in
                NodeEditRefusal(
                    field: wire.field.plain(maximumLength: 64),
                    message: wire.message.plain(maximumLength: AgentProtocolError.maximumLength),
                    remedy: wire.remedy.plain(maximumLength: AgentProtocolError.maximumLength))
            })
    }

    var wire: WireNodeEditsReply {
        WireNodeEditsReply.with {
            $0.number = number
            $0.refusals = refusals.prefix(NodeEdit.maximumCount).map { refusal in
                WireNodeEditRefusal.with {
                    $0.field = refusal.field
                    $0.message = refusal.message
                    $0.remedy = refusal.remedy
                }
            }
        }
    }
}
