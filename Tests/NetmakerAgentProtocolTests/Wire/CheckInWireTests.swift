import NetmakerAgentWire
import NetmakerCore
import NetmakerTesting
import SwiftProtobuf
import Testing

@testable import NetmakerAgentProtocol

@Suite struct `Check-ins on the wire` {
    @Test func `one of an agent whose streams do not pass is its golden bytes`() throws {
        let request = CheckInRequest(
            node: Samples.nodeID(7), position: Example.position,
            sessionless: Sessionless(
                report: try Example.report(), acknowledged: Revision(299),
                configuration: ConfigurationMark(rawValue: 0x0102_0304_0506_0708),
                cursor: MapCursor(epoch: Epoch(rawValue: 1), revision: Revision(301), page: 2),
                edits: NodeEdits(number: 1, edits: [NodeEdit(from: .roaming(true), to: .roaming(false))])))
        #expect(try request.encoded() == GoldenCalls.sessionlessCheckIn)
        #expect(try CheckInRequest(decoding: GoldenCalls.sessionlessCheckIn) == request)
    }

    @Test func `the answer that all is equal is its golden bytes`() throws {
        try expect(
            .equal(Revision(300)), pins: [try Example.pin()],
            edits: NodeEditsReply(
                number: 1, refusals: [NodeEditRefusal(field: "name", message: "no", remedy: "ask")]),
            GoldenCalls.equalReply)
    }

    @Test func `the answer with a page is its golden bytes`() throws {
        let chunk = MapChunk(
            epoch: Epoch(rawValue: 1), revision: Revision(300), records: [], digest: Example.digest)
        try expect(.page(MapPage(number: 2, chunk: chunk)), GoldenCalls.pageReply)
    }

    @Test func `the answer with a configuration survives the way there and back`() throws {
        let configuration = try Example.configuration()
        let reply = CheckInReply(
            verdict: .configuration(configuration, try configuration.mark()), serverTime: Samples.time)
        let bytes: [UInt8] = try reply.wire.serializedBytes()
        #expect(try CheckInReply(WireCheckInReply(serializedBytes: bytes)) == reply)
    }

    @Test func `a configuration is known again by what it says, whatever its revision`() throws {
        let configuration = try Example.configuration()
        #expect(try configuration.mark() == configuration.revised(Revision(301)).mark())
        var node = Samples.node(7)
        let mark = try NodeConfiguration(of: node, in: Samples.network()).mark()
        node.listenPort = try ListenPort(4000)
        #expect(try NodeConfiguration(of: node, in: Samples.network()).mark() != mark)
    }

    @Test func `a page leads to the next, and the last to none`() {
        func page(_ digest: MapDigest?) -> MapPage {
            MapPage(
                number: 2,
                chunk: MapChunk(epoch: Epoch(rawValue: 1), revision: Revision(300), records: [], digest: digest))
        }
        #expect(page(nil).next == MapCursor(epoch: Epoch(rawValue: 1), revision: Revision(300), page: 3))
        #expect(page(Example.digest).next == nil)
    }

    static let malformed: [(field: String, spoil: @Sendable (inout WireCheckInReply) -> Void)] = [
        ("field verdict", { $0.verdict = .unspecified }),
        ("field configuration: it is missing", { $0.verdict = .configuration }),
        (
            "field configuration.network",
            {
                $0.verdict = .configuration
                $0.configuration = .init()
                $0.configurationMark = 1
            }
        ),
        (
            "field configuration_mark: it is missing",
            {
                $0.verdict = .configuration
                $0.configuration = .init()
            }
        ),
        ("field page: it is missing", { $0.verdict = .page }),
        (
            "field page.digest",
            {
                $0.verdict = .page
                $0.page.isLast = true
            }
        ),
        ("field next_pins", { $0.nextPins = [.init([1])] }),
        (
            "field next_pins: there are 9, more than 8",
            { $0.nextPins = Array(repeating: .init(Example.bytes32), count: CheckInReply.maximumPins + 1) }
        ),
    ]

    @Test(arguments: malformed.indices) func `the field without a meaning is named`(_ index: Int) throws {
        let (field, spoil) = Self.malformed[index]
        var wire = CheckInReply(verdict: .equal(Revision(300)), serverTime: Samples.time).wire
        spoil(&wire)
        let error = #expect(throws: MalformedField.self) { try CheckInReply(wire) }
        let message = error?.error(in: "check-in reply").message ?? ""
        #expect(message.contains(field), "\(message)")
    }

    @Test func `an agent whose streams do not pass must report`() {
        let error = #expect(throws: MalformedField.self) { try Sessionless(WireSessionless()) }
        #expect(error?.path == "report")
    }

    private func expect(
        _ verdict: CheckInReply.Verdict, pins: [CertificatePin] = [], edits: NodeEditsReply? = nil, _ bytes: [UInt8],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let reply = CheckInReply(verdict: verdict, serverTime: Samples.time, nextPins: pins, edits: edits)
        #expect(try reply.wire.serializedBytes() == bytes, sourceLocation: sourceLocation)
        #expect(try CheckInReply(WireCheckInReply(serializedBytes: bytes)) == reply, sourceLocation: sourceLocation)
    }
}
