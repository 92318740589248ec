import NetmakerAgentWire
import NetmakerCore
import NetmakerTesting
import SwiftProtobuf
import Testing

@testable import NetmakerAgentProtocol

@Suite struct `Frames on the wire` {
    struct ServerCase: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let frame: @Sendable () throws -> ServerFrame
        var testDescription: String { name }
    }

    static let serverCases = [
        ServerCase(name: "greeting", bytes: GoldenFrames.greeting) {
            .greeting(Greeting(try Example.challenge(), takesMarks: false))
        },
        ServerCase(name: "welcome", bytes: GoldenFrames.welcome) {
            .welcome(
                Welcome(
                    serverTime: Samples.time, revision: Revision(300), mapIsEqual: true, capabilities: ["deltas"],
                    heartbeatInterval: .seconds(60)))
        },
        ServerCase(name: "greeting of one who takes marks", bytes: GoldenFrames.markedGreeting) {
            .greeting(Greeting(try Example.challenge(), takesMarks: true))
        },
        ServerCase(name: "welcome of a mark", bytes: GoldenFrames.markedWelcome) {
            .welcome(
                Welcome(
                    serverTime: Samples.time, revision: Revision(300), mapIsEqual: true,
                    heartbeatInterval: .seconds(60), markIsEqual: true))
        },
        ServerCase(name: "last chunk", bytes: GoldenFrames.chunk) {
            .mapChunk(
                MapChunk(
                    epoch: Epoch(rawValue: 1), revision: Revision(300), records: [try Example.shortRecord()],
                    digest: Example.digest))
        },
        ServerCase(name: "delta", bytes: GoldenFrames.delta) {
            .mapDelta(
                EncodedMapDelta(
                    epoch: Epoch(rawValue: 1), from: Revision(299), to: Revision(300),
                    changed: [try Example.shortRecord()], removed: [Samples.nodeID(9)], digest: Example.digest))
        },
        ServerCase(name: "chunk of custom names", bytes: GoldenFrames.dnsChunk) {
            .mapChunk(
                MapChunk(
                    epoch: Epoch(rawValue: 1), revision: Revision(300), records: [],
                    dnsEntries: [try Example.addressEntry(), try Example.alias()], digest: Example.digest))
        },
        ServerCase(name: "delta of custom names", bytes: GoldenFrames.dnsDelta) {
            .mapDelta(
                EncodedMapDelta(
                    epoch: Epoch(rawValue: 1), from: Revision(299), to: Revision(300), changed: [], removed: [],
                    dnsChanged: [try Example.alias()], dnsRemoved: [try Example.addressEntry().name],
                    digest: Example.digest))
        },
        ServerCase(name: "heartbeat", bytes: GoldenFrames.heartbeat) { .heartbeat(serverTime: Samples.time) },
        ServerCase(name: "next pin", bytes: GoldenFrames.nextPin) { .nextPin(try Example.pin()) },
        ServerCase(name: "question about a tunnel", bytes: GoldenFrames.tunnelQuestion) {
            .tunnelQuestion(try Example.tunnelQuestion())
        },
        ServerCase(name: "reply to edits", bytes: GoldenFrames.editsReply) {
            .nodeEditsReply(
                NodeEditsReply(number: 5, refusals: [NodeEditRefusal(field: "name", message: "no", remedy: "ask")]))
        },
        ServerCase(name: "removed", bytes: GoldenFrames.removed) { .instruction(.removed(.removed)) },
        ServerCase(name: "reconnect", bytes: GoldenFrames.reconnect) {
            .instruction(.reconnect(after: .milliseconds(1500)))
        },
        ServerCase(name: "refusal", bytes: GoldenFrames.refusal) {
            .refusal(AgentProtocolError(.refused, message: "no", remedy: "ask"))
        },
    ]

    @Test(arguments: serverCases) func `a server's frame is its golden bytes`(_ example: ServerCase) throws {
        #expect(try example.frame().wire.serializedBytes() == example.bytes)
    }

    @Test(arguments: serverCases) func `a server's frame is read from its golden bytes`(_ example: ServerCase) throws {
        let frame = try ServerFrame(WireServerFrame(serializedBytes: example.bytes))
        #expect(try frame.wire.serializedBytes() == example.bytes)
    }

    @Test func `a record is its golden bytes`() throws {
        let record = try Example.record()
        #expect(try EncodedPeerRecord(record).bytes == GoldenFrames.record)
        #expect(try EncodedPeerRecord(decoding: GoldenFrames.record).record == record)
    }

    @Test func `a record that another encoder made goes on as it came`() throws {
        // With a field of a later release at its end.
        let bytes = GoldenFrames.record + golden("a006 01  # field 100: 1")
        #expect(try EncodedPeerRecord(decoding: bytes).bytes == bytes)
    }

    @Test func `an acknowledgement is its golden bytes`() throws {
        #expect(try AgentFrame.acknowledgement(Revision(300)).wire.serializedBytes() == GoldenFrames.acknowledgement)
        guard case .acknowledgement(let revision) = try read(GoldenFrames.acknowledgement) else {
            Issue.record("another frame was read")
            return
        }
        #expect(revision == Revision(300))
    }

    @Test func `a stored pin is its golden bytes`() throws {
        #expect(try AgentFrame.pinStored(Example.pin()).wire.serializedBytes() == GoldenFrames.pinStored)
        guard case .pinStored(let pin) = try read(GoldenFrames.pinStored) else {
            Issue.record("another frame was read")
            return
        }
        #expect(try pin == Example.pin())
    }

    @Test func `a report on a tunnel is its golden bytes`() throws {
        let report = try Example.tunnelReport()
        #expect(try AgentFrame.tunnelReport(report).wire.serializedBytes() == GoldenFrames.tunnelReport)
        guard case .tunnelReport(let read) = try read(GoldenFrames.tunnelReport) else {
            Issue.record("another frame was read")
            return
        }
        #expect(read == report)
    }

    @Test func `links are told beside the rest, and who passes over them from who has none`() throws {
        let keys = (1...TunnelQuestion.maximumLinks).map(Samples.publicKey)
        let question = TunnelQuestion(number: 5, peers: [], addresses: [], links: keys)
        #expect(try TunnelQuestion(question.wire) == question)
        var wire = question.wire
        wire.links.append(wire.links[0])
        #expect(throws: MalformedField.self) { try TunnelQuestion(wire) }

        let peer = try Example.tunnelReport().peers[0]
        for links in [nil, [], [peer], Array(repeating: peer, count: TunnelQuestion.maximumLinks)] {
            let report = TunnelReport(
                number: 5, time: Samples.time, inForce: nil, trouble: nil, publicKey: nil, listenPort: nil, peers: [],
                ledIn: [], links: links)
            #expect(try TunnelReport(report.wire) == report)
            let bytes: [UInt8] = try AgentFrame.tunnelReport(report).wire.serializedBytes()
            #expect(bytes.count < FrameSize.target)
        }
    }

    @Test func `a report tells no handshake from one just now`() throws {
        func peer(_ age: Duration?) throws -> TunnelReport.Peer {
            let peer = TunnelReport.Peer(
                publicKey: Samples.publicKey(7), endpoint: nil, handshakeAge: age, received: 0, sent: 0,
                persistentKeepalive: .off, addresses: [])
            return try TunnelReport.Peer(WireTunnelPeer(serializedBytes: peer.wire.serializedBytes() as [UInt8]))
        }
        #expect(try peer(nil).handshakeAge == nil)
        #expect(try peer(.zero).handshakeAge == .zero)
        #expect(try peer(.seconds(-1)).handshakeAge == .zero)
        #expect(try peer(.seconds(Int64.max)).handshakeAge == .milliseconds(Int64.max))
    }

    @Test func `edits are their golden bytes`() throws {
        let edits = try Example.edits()
        #expect(try AgentFrame.nodeEdits(edits).wire.serializedBytes() == GoldenFrames.edits)
        guard case .nodeEdits(let read) = try read(GoldenFrames.edits) else {
            Issue.record("another frame was read")
            return
        }
        #expect(read == edits)
    }

    @Test func `a hello comes with the very bytes that were signed`() throws {
        let hello = Hello(node: Samples.nodeID(7), position: Example.position, report: Samples.report())
        let signed = try SignedHello(
            signing: hello, with: IdentityPrivateKey.generate(), answering: try Example.challenge())
        guard case .hello(let received) = try read(AgentFrame.hello(signed).wire.serializedBytes()) else {
            Issue.record("another frame was read")
            return
        }
        #expect(received == signed)
    }

    @Test func `a hello with a mark is its golden bytes, and says what it need not name`() throws {
        let mark = try #require(NodeMark(rawValue: 0x0102_0304_0506_0708))
        let hello = Hello(node: Samples.nodeID(7), position: Example.position, mark: mark)
        #expect(try hello.encoded() == GoldenFrames.markedHello)
        let read = try Hello(try WireHello(serializedBytes: GoldenFrames.markedHello))
        #expect(read == hello)
        #expect(read.news == .mark(mark))
        #expect(read.capabilities == [Capability.tunnelReport])
    }

    @Test func `a hello with neither report nor mark, or both, is refused`() throws {
        var wire = try WireHello(
            serializedBytes: Hello(node: Samples.nodeID(7), position: nil, report: Samples.report()).encoded())
        wire.mark = 1
        #expect(throws: MalformedField.self) { try Hello(wire) }
        wire.clearReport()
        #expect(throws: Never.self) { try Hello(wire) }
        wire.mark = 0
        #expect(throws: MalformedField.self) { try Hello(wire) }
    }

    private func read(_ bytes: [UInt8]) throws -> AgentFrame {
        try AgentFrame(WireAgentFrame(serializedBytes: bytes))
    }
}
