import Logging
import NetmakerCore
import NetmakerTesting
import SwiftProtobuf
import Testing

@testable import NetmakerAgentProtocol
@testable import NetmakerControl
@testable import NetmakerServer

@Suite(.timeLimit(.minutes(2))) struct `A node that publishes what is not its own` {
    static let foreign = NodeField.allCases.filter { $0.owner != .machine }

    @Test func `finds every field of a node in the table`() {
        let fields = Mirror(reflecting: Samples.node(1)).children.compactMap(\.label)
        #expect(Set(fields) == Set(NodeField.allCases.map(\.rawValue)))
        #expect(fields.count == NodeField.allCases.count)
    }

    @Test func `has a way to publish each field that is its own, and no other`() {
        #expect(Set(NodeOwnFields.table.map(\.name)) == Set(NodeField.allCases.filter { $0.owner == .machine }))
        #expect(NodeOwnFields.table.count == Set(NodeOwnFields.table.map(\.name)).count)
    }

    @Test(arguments: foreign)
    func `is refused by the field's name, and that is logged`(_ field: NodeField) async throws {
        let log = LogRecord()
        try await AgentWorld.with(logger: log.logger) { world in
            let machine = try await world.join(1)
            let before = world.control.truth
            try await world.listening { server in
                let refusal = try await RawAgent(port: server.port).session { session, greeting in
                    try await session.open(machine, greeting)
                    // Beside something of its own, which is not kept either.
                    var report = Samples.report(1)
                    report.listenPort = try ListenPort(4242)
                    session.say(try report.claiming(field))
                    return try await session.refusal()
                }
                #expect(refusal?.code == .refused)
                #expect(refusal?.message.contains(field.rawValue) == true)
                #expect(refusal?.remedy.isEmpty == false)
            }
            #expect(world.control.truth == before)
            let lines = log.lines(saying: "report refused")
            #expect(lines.map(\.metadata) == [["node": "\(machine.node)", "field": field.rawValue]])
            #expect(lines.map(\.level) == [.warning])
        }
    }

    @Test(arguments: foreign)
    func `is refused in its hello`(_ field: NodeField) async throws {
        let log = LogRecord()
        try await AgentWorld.with(logger: log.logger) { world in
            let machine = try await world.join(1)
            let before = world.control.truth
            var report = Samples.report(1)
            report.claims = [field]
            await #expect(throws: AgentProtocolError.sample(.refused)) {
                try await machine.withSession(report: report) { _ in }
            }
            #expect(world.control.truth == before)
            #expect(log.lines(saying: "report refused").map(\.metadata["field"]) == [field.rawValue])
        }
    }

    @Test(arguments: foreign)
    func `is not admitted, and spends no use`(_ field: NodeField) async throws {
        let log = LogRecord()
        try await AgentWorld.with(logger: log.logger) { world in
            let key = try await world.perform(
                CreateAccessKey(network: AgentWorld.harbor, uses: .remaining(1))
            ).secret
            let before = world.control.truth
            var report = Samples.report(1)
            report.claims = [field]
            let identity = IdentityPrivateKey.generate()
            let request = JoinRequest(
                network: AgentWorld.harbor, key: key, identity: identity.identityKey, publicKey: Samples.publicKey(1),
                name: nil, report: report)
            await #expect(throws: AgentProtocolError.sample(.refused)) {
                try await world.client().join(request, identity: identity)
            }
            #expect(world.control.truth == before)
            #expect(log.lines(saying: "join refused").map(\.metadata["field"]) == [field.rawValue])
        }
    }

    /// What a node's own field may not hold: where nobody could reach it, or only through the tunnel itself.
    static let nowhere = [
        "0.0.0.0:51821", "127.0.0.1:51821", "169.254.1.1:51821", "224.0.0.1:51821", "255.255.255.255:51821",
        "10.10.0.1:51821", "10.10.255.254:1", "[::]:51821", "[::1]:51821", "[fe80::1]:51821", "[ff02::1]:51821",
        "[fd00:10::1]:51821",
    ]

    @Test(arguments: nowhere)
    func `pinned to where nobody reaches it is refused`(_ text: String) async throws {
        let log = LogRecord()
        try await AgentWorld.with(logger: log.logger) { world in
            let machine = try await world.join(1)
            let before = world.control.truth
            var report = Samples.report(1)
            report.pinnedEndpoint = .set(try Endpoint(parsing: text))
            let refused = report
            await #expect(throws: AgentProtocolError.sample(.malformed)) {
                try await machine.withSession { listener in
                    _ = try await listener.map()
                    try await listener.session.report(refused)
                    while let frame = try await listener.next() {
                        if case .refusal(let refusal) = frame { throw refusal }
                    }
                }
            }
            #expect(world.control.truth == before)
            #expect(log.lines(saying: "report refused").map(\.metadata["field"]) == ["pinnedEndpoint"])
        }
    }

    @Test func `has no local address inside the network, and is not seen there`() async throws {
        try await AgentWorld.with { world in
            let machine = try await world.join(1)
            let other = try await world.join(2)
            let observed = world.harbor.nodes[machine.node]?.observedIPv4
            var report = Samples.report(1)
            let theirs = try #require(world.harbor.nodes[other.node]?.addresses)
            report.localAddresses =
                try theirs.map { try InterfaceAddress(address: $0, prefixLength: 24) } + [
                    InterfaceAddress(parsing: "198.51.100.7/24")
                ]
            try await world.perform(
                ReportNode(node: machine.node, report: report, source: theirs[0]), as: .node(machine.node))
            let node = try #require(world.harbor.nodes[machine.node])
            #expect(node.localAddresses.map(\.description) == ["198.51.100.7/24"])
            #expect(node.observedIPv4 == observed)
        }
    }

    @Test func `and belongs to somebody else, is refused as nobody of that name`() async throws {
        try await AgentWorld.with { world in
            let (machine, other) = (try await world.join(1), try await world.join(2))
            let before = world.control.truth
            await #expect(throws: ControlError(.forbidden, message: "", remedy: "")) {
                try await world.perform(
                    ReportNode(node: other.node, report: Samples.report(7), source: nil), as: .node(machine.node))
            }
            #expect(world.control.truth == before)
        }
    }
}

extension NodeReport {
    /// The frame of a report that says something more: a field that an agent has no way to say.
    func claiming(_ field: NodeField) throws -> [UInt8] {
        let number = try #require(field.claimNumber)
        var report: [UInt8] = try wire.serializedBytes()
        // A tag of two bytes for a number of 16 to 2047, of a value with a length; and that value.
        let tag = UInt16(number << 3 | 2)
        report += [UInt8(tag & 0x7F) | 0x80, UInt8(tag >> 7), 4, 10, 10, 0, 99]
        precondition(report.count < 128 * 128)
        return [0x12, UInt8(report.count & 0x7F) | 0x80, UInt8(report.count >> 7)] + report
    }
}
