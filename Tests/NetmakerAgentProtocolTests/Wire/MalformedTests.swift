import NetmakerAgentWire
import NetmakerCore
import NetmakerTesting
import SwiftProtobuf
import Testing

@testable import NetmakerAgentProtocol

@Suite struct `Malformed messages` {
    struct Case: Sendable, CustomTestStringConvertible {
        let field: String
        let spoil: @Sendable (inout WireServerFrame) throws -> Void
        var testDescription: String { field }

        init(_ field: String, _ spoil: @escaping @Sendable (inout WireServerFrame) throws -> Void) {
            self.field = field
            self.spoil = spoil
        }
    }

    static let cases = [
        Case("field frame") { $0.frame = nil },
        Case("field greeting.nonce") { $0.greeting.nonce = .init([1, 2, 3]) },
        Case("field welcome.heartbeat_seconds") { $0.welcome.heartbeatSeconds = 0 },
        Case("field configuration.network") {
            $0.configuration = try Example.configuration().wire(\.network, "Harbor")
        },
        Case("field configuration.mtu") { $0.configuration = try Example.configuration().wire(\.mtu, 100) },
        Case("field configuration.listen_port") {
            $0.configuration = try Example.configuration().wire(\.listenPort, 65_536)
        },
        Case("field configuration.addresses.prefix_length") {
            $0.configuration = try Example.configuration().wire(\.addresses[0].prefixLength, 33)
        },
        Case("field configuration.range_ipv4.length") {
            $0.configuration = try Example.configuration().wire(\.rangeIpv4.address, 1)
        },
        Case("field configuration.pinned_endpoint.address.address") {
            $0.configuration = try Example.configuration().wire(\.pinnedEndpoint.address, .init())
        },
        Case("field map_chunk.digest") { $0.mapChunk.isLast = true },
        Case("field map_chunk.records.name") { $0.mapChunk.records = [.init([9, 1, 0, 0, 0, 0, 0, 0, 0])] },
        Case("field map_chunk.records: it does not decode") { $0.mapChunk.records = [.init([9, 1])] },
        Case("field map_delta.to") { $0.mapDelta.from = 2 },
        Case("field next_pin.pin") { $0.nextPin.pin = .init([1]) },
        Case("field tunnel_question.peers: there are 17, more than 16") {
            $0.tunnelQuestion.peers = Array(repeating: .init(Samples.publicKey(7).bytes), count: 17)
        },
        Case("field tunnel_question.peers") { $0.tunnelQuestion.peers = [.init([1])] },
        Case("field tunnel_question.addresses") { $0.tunnelQuestion.addresses = [.init()] },
        Case("field instruction.instruction") { $0.instruction = .init() },
        Case("field instruction.removed.reason") { $0.instruction.removed = .init() },
    ]

    @Test(arguments: cases) func `the field without a meaning is named`(_ example: Case) throws {
        var wire = WireServerFrame()
        try example.spoil(&wire)
        let error = #expect(throws: AgentProtocolError.self) { try ServerFrame(wire) }
        #expect(error?.code == .malformed)
        #expect(error?.message.contains(example.field) == true, "\(error?.message ?? "")")
    }

    @Test func `a record with more local addresses than anybody keeps is refused`() throws {
        var wire = WirePeerRecord(try Example.record())
        wire.local = Array(repeating: wire.local[0], count: EndpointCandidates.maximumLocal + 1)
        #expect(throws: MalformedField.self) { try PeerRecord(wire) }
    }

    @Test func `a signature of another length is refused`() throws {
        var wire = try AgentFrame.hello(
            SignedHello(
                hello: Hello(node: Samples.nodeID(1), position: nil, report: Samples.report()),
                body: Hello(node: Samples.nodeID(1), position: nil, report: Samples.report()).encoded(),
                signature: [1])
        ).wire
        #expect(throws: AgentProtocolError(.malformed, message: "", remedy: "")) { try AgentFrame(wire) }
        wire.hello.signature = .init(repeating: 0, count: 64)
        #expect(throws: Never.self) { try AgentFrame(wire) }
    }

    @Test func `a refusal does not draw on a terminal`() {
        let wire = WireRefusal.with {
            $0.code = "refused"
            $0.message = "no\u{1B}[2J"
            $0.remedy = String(repeating: "x", count: 10_000)
        }
        let error = AgentProtocolError(wire)
        #expect(error.message == "no [2J")
        #expect(error.remedy.count == 500)
    }

    @Test func `a code of a later release is kept`() {
        let wire = WireRefusal.with { $0.code = "out_of_paper" }
        #expect(AgentProtocolError(wire).code.rawValue == "out_of_paper")
    }
}

extension NodeConfiguration {
    /// The message with one field spoiled.
    fileprivate func wire<Value>(
        _ field: WritableKeyPath<WireNodeConfiguration, Value>, _ value: Value
    ) -> WireNodeConfiguration {
        var wire = self.wire
        wire[keyPath: field] = value
        return wire
    }
}
