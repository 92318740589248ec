import NetmakerAgentWire
import NetmakerCore
import SwiftProtobuf

@testable import NetmakerAgent
@testable import NetmakerAgentProtocol

/// What agents read of the server.
extension FuzzTarget {
    /// Frames of one session, one behind the other, each after two bytes that say how long it is: what is told of a map
    /// is told by several.
    static let session = FuzzTarget(
        "session", maximumLength: 8192,
        seeds: {
            let map = try Seed.map()
            let moved = try EncodedPeerRecord(Seed.record(2))
            let records = try map.peers.values.sorted { $0.id < $1.id }.map { try EncodedPeerRecord($0) }
            let chunks = [
                MapChunk(epoch: map.epoch, revision: map.revision, records: Array(records.prefix(2)), digest: nil),
                MapChunk(
                    epoch: map.epoch, revision: map.revision, records: Array(records.suffix(1)), digest: map.digest),
            ]
            let delta = EncodedMapDelta(
                epoch: map.epoch, from: map.revision, to: Revision(301), changed: [moved, moved],
                removed: [NodeID(rawValue: 3)], digest: map.digest)
            let beginning: [ServerFrame] = [
                .greeting(Greeting(try Seed.challenge(), takesMarks: true)),
                .welcome(
                    Welcome(
                        serverTime: Seed.time, revision: map.revision, mapIsEqual: false, capabilities: ["deltas"],
                        heartbeatInterval: .seconds(60))),
                .configuration(try Seed.configuration()),
            ]
            let middle: [ServerFrame] = chunks.map(ServerFrame.mapChunk) + [.mapDelta(delta)]
            let end: [ServerFrame] = [
                .heartbeat(serverTime: Seed.time), .nextPin(try Seed.pin()),
                .tunnelQuestion(
                    TunnelQuestion(
                        number: 5, peers: [try Seed.record(2).publicKey], addresses: [try Seed.endpoint().address])),
                .nodeEditsReply(
                    NodeEditsReply(
                        number: 3, refusals: [NodeEditRefusal(field: "name", message: "taken", remedy: "another")])),
                .instruction(.reconnect(after: .milliseconds(1500))), .instruction(.removed(.networkDeleted)),
                .refusal(AgentProtocolError(.refused, message: "no", remedy: "ask")),
            ]
            return try ([beginning, middle, end, beginning + middle + end] + end.map { [$0] }).map(conversation)
        },
        check: { input in
            var listener = MapListener()
            let frames = messages(in: input)
            var isTaken = !frames.isEmpty
            for message in frames {
                let frame = try WireRoundTrip.check(message, read: { try ServerFrame($0) }, write: \.wire)
                if frame == nil { isTaken = false }
                switch frame {
                case .mapChunk(let chunk): try listener.hear(chunk)
                case .mapDelta(let delta): try listener.hear(delta)
                case .configuration(let configuration): try check(configuration)
                case .welcome(let welcome):
                    try require(welcome.capabilities.count <= Hello.maximumCapabilities, "too many capabilities")
                    try require(welcome.heartbeatInterval > .zero, "a heartbeat without a pause")
                case .refusal(let error):
                    try require(ErrorText.isPlain(error.description + error.code.rawValue), "a refusal draws")
                    try require(error.description.utf8.count < 4096, "a refusal is long")
                case .tunnelQuestion(let question):
                    let most = TunnelQuestion.maximumCount
                    try require(question.peers.count <= most && question.addresses.count <= most, "a long question")
                case .nodeEditsReply(let reply):
                    try require(reply.refusals.count <= NodeEdit.maximumCount, "a long reply")
                    for refusal in reply.refusals {
                        let text = refusal.field + refusal.message + refusal.remedy
                        try require(ErrorText.isPlain(text) && text.utf8.count < 4096, "a refusal draws, or is long")
                    }
                case .greeting, .heartbeat, .nextPin, .instruction, nil: break
                }
            }
            return isTaken ? .taken : .refused
        })

    /// One peer's record, which the server sends as bytes that it keeps.
    static let peerRecord = FuzzTarget(
        "peer-record", maximumLength: 1024,
        seeds: {
            try [Seed.record(1), Seed.record(2)].map { try EncodedPeerRecord($0).bytes }
        },
        nearMisses: {
            let record = try Seed.record(1)
            var candidates = record.candidates
            candidates.local = Array(repeating: candidates.local[0], count: EndpointCandidates.maximumLocal + 1)
            let beyondLimits = PeerRecord(
                id: record.id, name: record.name, publicKey: record.publicKey, ipv4: nil, ipv6: nil,
                candidates: candidates)
            return [try EncodedPeerRecord(beyondLimits).bytes]
        },
        check: { input in
            let encoded: EncodedPeerRecord
            do throws(AgentProtocolError) {
                encoded = try EncodedPeerRecord(decoding: input)
            } catch {
                try WireRoundTrip.check(error)
                return .refused
            }
            try require(encoded.bytes == input, "the bytes are not those that came")
            try require(encoded.record.candidates.local.count <= EndpointCandidates.maximumLocal, "too many addresses")
            let again = try EncodedPeerRecord(encoded.record)
            try require(try EncodedPeerRecord(decoding: again.bytes).record == encoded.record, "a record changes")
            try require(again.record.digest == encoded.record.digest, "a digest changes")
            return .taken
        })

    /// A configuration's view for people has the same lines whatever is in it.
    private static func check(_ configuration: NodeConfiguration) throws {
        let view = NetConfig(
            server: try ServerAddress(parsing: "192.0.2.1:50051"), api: nil, configuration: configuration,
            publicKey: try Seed.key(1), localAddress: nil)
        let text = try view.text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        try require(lines.count == 37, "the view has \(lines.count) lines")
        try require(lines.allSatisfy { ErrorText.isPlain(String($0)) }, "the view draws: \(text.debugDescription)")
        // What is written is read, and says what it said.
        let document = try NetConfigDocument(Array(text.utf8))
        let merged = try NetConfigMerge(document, nil, view)
        try require(merged.document == document && merged.edits.isEmpty && merged.notices.isEmpty, "a view is an edit")
    }

    private static func conversation(_ frames: [ServerFrame]) throws -> [UInt8] {
        try frames.flatMap { frame in
            let bytes: [UInt8] = try frame.wire.serializedBytes()
            return [UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8)] + bytes
        }
    }

    private static func messages(in input: [UInt8]) -> [ArraySlice<UInt8>] {
        var messages: [ArraySlice<UInt8>] = []
        var rest = input[...]
        while rest.count > 2 {
            let length = Int(rest[rest.startIndex]) | Int(rest[rest.startIndex + 1]) << 8
            messages.append(rest.dropFirst(2).prefix(length))
            rest = rest.dropFirst(2 + length)
        }
        return messages
    }
}
