internal import FoundationEssentials
internal import NetmakerAgentWire
internal import NetmakerCore
internal import SwiftProtobuf

extension Nonce {
    init(wire: Data) throws(MalformedField) {
        do throws(AgentProtocolError) {
            try self.init(bytes: Array(wire))
        } catch {
            throw MalformedField("nonce", message: error.message, remedy: error.remedy)
        }
    }
}

extension Challenge {
    init(_ wire: WireChallengeReply) throws(MalformedField) {
        self.init(server: ServerID(rawValue: wire.serverID), nonce: try Nonce(wire: wire.nonce))
    }

    var wire: WireChallengeReply {
        WireChallengeReply.with {
            $0.serverID = server.rawValue
            $0.nonce = Data(nonce.bytes)
        }
    }
}

extension Signed {
    init(_ wire: WireSignedRequest) throws(AgentProtocolError) {
        let body = Array(wire.body)
        let request = try Request(decoding: body)
        do throws(MalformedField) {
            self.init(
                request: request, body: body, nonce: try Nonce(wire: wire.nonce),
                signature: try Signature.checked(wire.signature))
        } catch {
            throw error.error(in: "signed request")
        }
    }

    var wire: WireSignedRequest {
        WireSignedRequest.with {
            $0.body = Data(body)
            $0.nonce = Data(nonce.bytes)
            $0.signature = Data(signature)
        }
    }
}

/// Ed25519 signatures (RFC 8032) as they travel.
enum Signature {
    static let length = 64

    static func checked(_ wire: Data) throws(MalformedField) -> [UInt8] {
        guard wire.count == length else {
            throw MalformedField("signature", message: "it has \(wire.count) bytes, not \(length)")
        }
        return Array(wire)
    }
}

extension MapPosition {
    init(_ wire: WireMapPosition) throws(MalformedField) {
        self.init(
            epoch: Epoch(rawValue: wire.epoch), revision: Revision(wire.revision),
            digest: try MapDigest(wire: wire.digest))
    }

    var wire: WireMapPosition {
        WireMapPosition.with {
            $0.epoch = epoch.rawValue
            $0.revision = revision.rawValue
            $0.digest = digest.rawValue.wire
        }
    }
}

extension JoinReply {
    init(_ wire: WireJoinReply) throws(MalformedField) {
        guard wire.hasConfiguration else { throw .missing("configuration") }
        self.init(
            server: ServerID(rawValue: wire.serverID), epoch: Epoch(rawValue: wire.epoch),
            configuration: try part("configuration") { () throws(MalformedField) in
                try NodeConfiguration(wire.configuration)
            })
    }

    var wire: WireJoinReply {
        WireJoinReply.with {
            $0.serverID = server.rawValue
            $0.epoch = epoch.rawValue
            $0.configuration = configuration.wire
        }
    }
}
