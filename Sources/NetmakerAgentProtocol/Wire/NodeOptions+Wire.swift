internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension NodeOptions {
    init(_ wire: WireNodeOptions) throws(MalformedField) {
        self.init(
            udpHolePunching: wire.udpHolePunching, dnsOn: wire.dnsOn, roaming: wire.roaming,
            commands: InterfaceCommands(
                postUp: try ShellCommand(wire: wire.postUp, field: "post_up"),
                postDown: try ShellCommand(wire: wire.postDown, field: "post_down")))
    }

    var wire: WireNodeOptions {
        WireNodeOptions.with {
            $0.udpHolePunching = udpHolePunching
            $0.dnsOn = dnsOn
            $0.roaming = roaming
            $0.postUp = commands.postUp?.description ?? ""
            $0.postDown = commands.postDown?.description ?? ""
        }
    }
}

extension ShellCommand {
    /// Nil for the empty text.
    fileprivate init?(wire text: String, field name: String) throws(MalformedField) {
        guard !text.isEmpty else { return nil }
        self = try field(name) { () throws(ModelError) in try ShellCommand(text) }
    }
}

extension NodeStatus {
    init(_ wire: WireNodeStatus) throws(MalformedField) {
        switch wire {
        case .unspecified, .active: self = .active
        case .pending: self = .pending
        case .disconnected: self = .disconnected
        case .expired: self = .expired
        case .UNRECOGNIZED: throw MalformedField("status", message: "it is unknown")
        }
    }

    var wire: WireNodeStatus {
        switch self {
        case .active: .active
        case .pending: .pending
        case .disconnected: .disconnected
        case .expired: .expired
        }
    }
}
