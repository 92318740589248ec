internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension AgentFrame {
    init(_ wire: WireAgentFrame) throws(AgentProtocolError) {
        do throws(MalformedField) {
            switch wire.frame {
            case .hello(let hello):
                self = .hello(try part("hello") { () throws(MalformedField) in try SignedHello(hello) })
            case .report(let report):
                self = .report(try part("report") { () throws(MalformedField) in try NodeReport(report) })
            case .acknowledgement(let acknowledgement):
                self = .acknowledgement(Revision(acknowledgement.revision))
            case .pinStored(let stored):
                self = .pinStored(
                    try part("pin_stored") { () throws(MalformedField) in try CertificatePin(wire: stored.pin) })
            case .tunnelReport(let report):
                self = .tunnelReport(
                    try part("tunnel_report") { () throws(MalformedField) in try TunnelReport(report) })
            case .nodeEdits(let edits):
                self = .nodeEdits(try part("node_edits") { () throws(MalformedField) in try NodeEdits(edits) })
            case nil:
                throw .missing("frame")
            }
        } catch {
            throw error.error(in: "agent frame")
        }
    }

    var wire: WireAgentFrame {
        WireAgentFrame.with {
            switch self {
            case .hello(let hello):
                $0.hello = WireSignedHello.with {
                    $0.hello = Data(hello.body)
                    $0.signature = Data(hello.signature)
                }
            case .report(let report): $0.report = report.wire
            case .acknowledgement(let revision):
                $0.acknowledgement = WireAcknowledgement.with { $0.revision = revision.rawValue }
            case .pinStored(let pin): $0.pinStored = WirePinStored.with { $0.pin = Data(pin.bytes) }
            case .tunnelReport(let report): $0.tunnelReport = report.wire
            case .nodeEdits(let edits): $0.nodeEdits = edits.wire
            }
        }
    }
}

extension SignedHello {
    init(_ wire: WireSignedHello) throws(MalformedField) {
        let hello = try part("hello") { () throws(MalformedField) in try Hello(try WireHello(decoding: wire.hello)) }
        self.init(hello: hello, body: Array(wire.hello), signature: try Signature.checked(wire.signature))
    }
}

extension Hello {
    /// The most capabilities one side may name.
    static let maximumCapabilities = 64

    init(_ wire: WireHello) throws(MalformedField) {
        let capabilities = try Self.capabilities(wire.capabilities)
        let position =
            wire.hasPosition
            ? try part("position") { () throws(MalformedField) in try MapPosition(wire.position) } : nil
        if let mark = NodeMark(rawValue: wire.mark) {
            guard !wire.hasReport else { throw MalformedField("mark", message: "it stands beside a report") }
            self.init(
                protocolVersion: Int(wire.protocolVersion), capabilities: capabilities,
                node: NodeID(rawValue: wire.nodeID), position: position, mark: mark)
        } else {
            guard wire.hasReport else { throw .missing("report") }
            self.init(
                protocolVersion: Int(wire.protocolVersion), capabilities: capabilities,
                node: NodeID(rawValue: wire.nodeID), position: position,
                report: try part("report") { () throws(MalformedField) in try NodeReport(wire.report) })
        }
    }

    static func capabilities(_ names: [String]) throws(MalformedField) -> [String] {
        guard names.count <= maximumCapabilities, names.allSatisfy({ $0.utf8.count <= 64 }) else {
            throw MalformedField("capabilities", message: "there are more than \(maximumCapabilities), or longer ones")
        }
        return names
    }

    func encoded() throws -> [UInt8] {
        try WireHello.with {
            $0.protocolVersion = UInt32(protocolVersion)
            $0.nodeID = node.rawValue
            if let position { $0.position = position.wire }
            switch news {
            case .report(let report):
                $0.capabilities = capabilities
                $0.report = report.wire
            case .mark(let mark):
                $0.capabilities = capabilities.removing(Capability.ofAgentsWithMarks)
                $0.mark = mark.rawValue
            }
        }.serializedBytes()
    }
}
