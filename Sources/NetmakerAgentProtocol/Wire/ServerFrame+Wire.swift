internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension ServerFrame {
    init(_ wire: WireServerFrame) throws(AgentProtocolError) {
        do throws(MalformedField) {
            guard let frame = wire.frame else { throw .missing("frame") }
            try self.init(frame)
        } catch {
            throw error.error(in: "server frame")
        }
    }

    private init(_ frame: WireServerFrame.OneOf_Frame) throws(MalformedField) {
        switch frame {
        case .greeting(let greeting):
            self = .greeting(try part("greeting") { () throws(MalformedField) in try Greeting(greeting) })
        case .welcome(let welcome):
            self = .welcome(try part("welcome") { () throws(MalformedField) in try Welcome(welcome) })
        case .configuration(let configuration):
            self = .configuration(
                try part("configuration") { () throws(MalformedField) in try NodeConfiguration(configuration) })
        case .mapChunk(let chunk):
            self = .mapChunk(try part("map_chunk") { () throws(MalformedField) in try MapChunk(chunk) })
        case .mapDelta(let delta):
            self = .mapDelta(try part("map_delta") { () throws(MalformedField) in try EncodedMapDelta(delta) })
        case .heartbeat(let heartbeat):
            self = .heartbeat(serverTime: Timestamp(millisecondsSince1970: heartbeat.serverTime))
        case .nextPin(let next):
            self = .nextPin(try part("next_pin") { () throws(MalformedField) in try CertificatePin(wire: next.pin) })
        case .tunnelQuestion(let question):
            self = .tunnelQuestion(
                try part("tunnel_question") { () throws(MalformedField) in try TunnelQuestion(question) })
        case .nodeEditsReply(let reply):
            self = .nodeEditsReply(
                try part("node_edits_reply") { () throws(MalformedField) in try NodeEditsReply(reply) })
        case .instruction(let instruction):
            self = .instruction(
                try part("instruction") { () throws(MalformedField) in try Instruction(instruction) })
        case .refusal(let refusal):
            self = .refusal(AgentProtocolError(refusal))
        }
    }

    var wire: WireServerFrame {
        WireServerFrame.with {
            switch self {
            case .greeting(let greeting): $0.greeting = greeting.wire
            case .welcome(let welcome): $0.welcome = welcome.wire
            case .configuration(let configuration): $0.configuration = configuration.wire
            case .mapChunk(let chunk): $0.mapChunk = chunk.wire
            case .mapDelta(let delta): $0.mapDelta = delta.wire
            case .heartbeat(let time):
                $0.heartbeat = WireHeartbeat.with { $0.serverTime = time.millisecondsSince1970 }
            case .nextPin(let pin): $0.nextPin = WireNextPin.with { $0.pin = Data(pin.bytes) }
            case .tunnelQuestion(let question): $0.tunnelQuestion = question.wire
            case .nodeEditsReply(let reply): $0.nodeEditsReply = reply.wire
            case .instruction(let instruction): $0.instruction = instruction.wire
            case .refusal(let error): $0.refusal = error.wire
            }
        }
    }
}

extension Greeting {
    init(_ wire: WireGreeting) throws(MalformedField) {
        self.init(
            Challenge(server: ServerID(rawValue: wire.serverID), nonce: try Nonce(wire: wire.nonce)),
            takesMarks: wire.takesMarks)
    }

    var wire: WireGreeting {
        WireGreeting.with {
            $0.serverID = challenge.server.rawValue
            $0.nonce = Data(challenge.nonce.bytes)
            $0.takesMarks = takesMarks
        }
    }
}

extension Welcome {
    init(_ wire: WireWelcome) throws(MalformedField) {
        guard (1...86_400).contains(wire.heartbeatSeconds) else {
            throw MalformedField("heartbeat_seconds", message: "\(wire.heartbeatSeconds) is no interval")
        }
        self.init(
            serverTime: Timestamp(millisecondsSince1970: wire.serverTime), revision: Revision(wire.revision),
            mapIsEqual: wire.mapIsEqual, capabilities: try Hello.capabilities(wire.capabilities),
            heartbeatInterval: .seconds(Int64(wire.heartbeatSeconds)), markIsEqual: wire.markIsEqual)
    }

    var wire: WireWelcome {
        WireWelcome.with {
            $0.serverTime = serverTime.millisecondsSince1970
            $0.revision = revision.rawValue
            $0.mapIsEqual = mapIsEqual
            $0.capabilities = capabilities
            $0.heartbeatSeconds = UInt32(clamping: max(1, heartbeatInterval.components.seconds))
            $0.markIsEqual = markIsEqual
        }
    }
}

extension Instruction {
    init(_ wire: WireInstruction) throws(MalformedField) {
        switch wire.instruction {
        case .removed(let removed):
            switch removed.reason {
            case .left: self = .removed(.left)
            case .removedByAdmin: self = .removed(.removed)
            case .networkDeleted: self = .removed(.networkDeleted)
            case .denied: self = .removed(.denied)
            case .ephemeral: self = .removed(.ephemeral)
            case .unspecified, .UNRECOGNIZED: throw MalformedField("removed.reason", message: "it is unknown")
            }
        case .reconnect(let reconnect):
            self = .reconnect(after: .milliseconds(Int64(reconnect.afterMilliseconds)))
        case nil:
            throw .missing("instruction")
        }
    }

    var wire: WireInstruction {
        WireInstruction.with {
            switch self {
            case .removed(.left): $0.removed = WireRemoved.with { $0.reason = .left }
            case .removed(.removed): $0.removed = WireRemoved.with { $0.reason = .removedByAdmin }
            case .removed(.networkDeleted): $0.removed = WireRemoved.with { $0.reason = .networkDeleted }
            case .removed(.denied): $0.removed = WireRemoved.with { $0.reason = .denied }
            case .removed(.ephemeral): $0.removed = WireRemoved.with { $0.reason = .ephemeral }
            case .reconnect(let delay):
                let (seconds, attoseconds) = delay.components
                let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
                $0.reconnect = WireReconnect.with { $0.afterMilliseconds = UInt32(clamping: milliseconds) }
            }
        }
    }
}
