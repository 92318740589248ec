import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgentProtocol
@testable import NetmakerControl
@testable import NetmakerServer

@Suite(.timeLimit(.minutes(2))) struct `Edits that a machine sends` {
    @Test func `are answered one by one, and told in the node's configuration`() async throws {
        try await AgentWorld.with { world in
            let (machine, other) = (try await world.join(1), try await world.join(2))
            let (node, taken) = (
                try #require(world.harbor.nodes[machine.node]), try #require(world.harbor.nodes[other.node])
            )
            try await machine.withSession { listener in
                _ = try await listener.map()
                #expect(listener.session.takesEdits)
                let edits = [
                    NodeEdit(from: .name(node.name), to: .name(taken.name)),
                    NodeEdit(from: .roaming(true), to: .roaming(false)),
                ]
                try await listener.session.edit(NodeEdits(number: 7, edits: edits))
                var reply: NodeEditsReply?
                var configuration: NodeConfiguration?
                while reply == nil || configuration?.options.roaming != false, let frame = try await listener.next() {
                    switch frame {
                    case .nodeEditsReply(let answer): reply = answer
                    case .configuration(let told): configuration = told
                    default: break
                    }
                }
                #expect(reply?.number == 7)
                #expect(reply?.refusals.map(\.field) == ["name"])
                #expect(configuration?.name == node.name)
            }
            #expect(world.harbor.nodes[machine.node]?.options.roaming == false)
        }
    }

    @Test(arguments: NodeField.allCases.filter { $0.owner != .machine })
    func `of what is not the machine's are refused by the field's name, and end no session`(
        _ field: NodeField
    ) async throws {
        let log = LogRecord()
        try await AgentWorld.with(logger: log.logger) { world in
            let machine = try await world.join(1)
            let before = world.control.truth
            try await world.listening { server in
                try await RawAgent(port: server.port).session { session, greeting in
                    try await session.open(machine, greeting)
                    session.say(try Self.editing(field))
                    while let frame = try await session.next() {
                        guard case .nodeEditsReply(let reply) = frame else { continue }
                        #expect(reply.refusals.map(\.field) == [field.rawValue])
                        break
                    }
                    // It goes on.
                    session.say(try Self.editing(field))
                    while let frame = try await session.next() {
                        if case .nodeEditsReply = frame { break }
                    }
                }
            }
            #expect(world.control.truth == before)
            #expect(log.lines(saying: "edit refused").compactMap(\.metadata["field"]).contains(field.rawValue))
        }
    }

    /// The frame of an edit of a field that an agent has no way to name: `node_edits { edits { to { <field> } } }`.
    private static func editing(_ field: NodeField) throws -> [UInt8] {
        let tag = try #require(field.claimNumber) << 3 | 2
        let setting = [UInt8(tag & 0x7F) | 0x80, UInt8(tag >> 7), 4, 10, 10, 0, 99]
        let edit = [0x12, UInt8(setting.count)] + setting
        let edits = [0x12, UInt8(edit.count)] + edit
        return [0x32, UInt8(edits.count)] + edits
    }
}
