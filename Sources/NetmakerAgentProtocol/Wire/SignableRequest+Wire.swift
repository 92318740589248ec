internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension JoinRequest: SignableRequest {
    public static let purpose = "join"

    public func encoded() throws -> [UInt8] {
        try WireJoinBody.with {
            $0.network = network.description
            $0.key = key?.revealed() ?? ""
            $0.identity = Data(identity.bytes)
            $0.publicKey = Data(publicKey.bytes)
            if let name { $0.name = name.description }
            $0.report = report.wire
        }.serializedBytes()
    }

    public init(decoding bytes: [UInt8]) throws(AgentProtocolError) {
        self = try decode("join", bytes) { (wire: WireJoinBody) throws(MalformedField) in
            guard wire.hasReport else { throw .missing("report") }
            return JoinRequest(
                network: try field("network") { () throws(ModelError) in try NetworkName(parsing: wire.network) },
                key: wire.key.isEmpty
                    ? nil : try field("key") { () throws(ModelError) in try Secret(parsing: wire.key) },
                identity: try field("identity") { () throws(ModelError) in try IdentityKey(bytes: wire.identity) },
                publicKey: try field("public_key") { () throws(ModelError) in try PublicKey(bytes: wire.publicKey) },
                name: wire.name.isEmpty
                    ? nil : try field("name") { () throws(ModelError) in try NodeName(parsing: wire.name) },
                report: try part("report") { () throws(MalformedField) in try NodeReport(wire.report) })
        }
    }
}

extension CheckInRequest: SignableRequest {
    public static let purpose = "check-in"

    public func encoded() throws -> [UInt8] {
        try WireCheckInBody.with {
            $0.nodeID = node.rawValue
            if let position { $0.position = position.wire }
            if let sessionless { $0.sessionless = sessionless.wire }
        }.serializedBytes()
    }

    public init(decoding bytes: [UInt8]) throws(AgentProtocolError) {
        self = try decode("check-in", bytes) { (wire: WireCheckInBody) throws(MalformedField) in
            CheckInRequest(
                node: NodeID(rawValue: wire.nodeID),
                position: wire.hasPosition
                    ? try part("position") { () throws(MalformedField) in try MapPosition(wire.position) } : nil,
                sessionless: wire.hasSessionless
                    ? try part("sessionless") { () throws(MalformedField) in try Sessionless(wire.sessionless) } : nil)
        }
    }
}

extension LeaveRequest: SignableRequest {
    public static let purpose = "leave"

    public func encoded() throws -> [UInt8] {
        try WireLeaveBody.with { $0.nodeID = node.rawValue }.serializedBytes()
    }

    public init(decoding bytes: [UInt8]) throws(AgentProtocolError) {
        self = try decode("leave", bytes) { (wire: WireLeaveBody) throws(MalformedField) in
            LeaveRequest(node: NodeID(rawValue: wire.nodeID))
        }
    }
}

/// Decodes the bytes of one message and reads it as a value.
func decode<Wire: SwiftProtobuf.Message, Value>(
    _ name: String, _ bytes: [UInt8], _ read: (Wire) throws(MalformedField) -> Value
) throws(AgentProtocolError) -> Value {
    do throws(MalformedField) {
        return try read(try Wire(decoding: Data(bytes)))
    } catch {
        throw error.error(in: name)
    }
}
