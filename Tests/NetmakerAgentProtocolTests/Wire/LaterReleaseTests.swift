import FoundationEssentials
import NetmakerAgentWire
import NetmakerCore
import NetmakerTesting
import SwiftProtobuf
import Testing

@testable import NetmakerAgentProtocol

@Suite struct `What a later release says besides` {
    /// Fields 100 and 200 of every kind that travels: a number, eight bytes, a text and four bytes.
    static let fields: [UInt8] =
        [0xA0, 0x06, 0x7F] + [0xA1, 0x06, 1, 2, 3, 4, 5, 6, 7, 8] + [0xC2, 0x0C, 0x02, 0x68, 0x69]
        + [0xC5, 0x0C, 1, 2, 3, 4]

    @Test(arguments: ServerFrames.server) func `in a server's frame is as if it were not there`(
        _ bytes: [UInt8]
    ) throws {
        let (with, without) = (
            try ServerFrame(WireServerFrame(serializedBytes: bytes + Self.fields)),
            try ServerFrame(WireServerFrame(serializedBytes: bytes))
        )
        #expect(try with.wire.serializedBytes() as [UInt8] == without.wire.serializedBytes())
    }

    @Test(arguments: [
        GoldenFrames.acknowledgement, GoldenFrames.pinStored, GoldenFrames.tunnelReport, GoldenFrames.edits,
    ])
    func `in an agent's frame is as if it were not there`(_ bytes: [UInt8]) throws {
        let frame = try AgentFrame(WireAgentFrame(serializedBytes: bytes + Self.fields))
        #expect(try frame.wire.serializedBytes() as [UInt8] == bytes)
    }

    @Test func `in a report is as if it were not there, and claims nothing`() throws {
        let report = try NodeReport(WireNodeReport(serializedBytes: GoldenCalls.report + Self.fields))
        #expect(report == (try NodeReport(WireNodeReport(serializedBytes: GoldenCalls.report))))
        #expect(report.claims.isEmpty)
    }

    @Test func `as a frame of its own is refused, by either side`() throws {
        let unknown: [UInt8] = [0xA2, 0x06, 0x02, 0x08, 0x01]
        let malformed = AgentProtocolError(.malformed, message: "", remedy: "")
        #expect(throws: malformed) { try ServerFrame(WireServerFrame(serializedBytes: unknown)) }
        #expect(throws: malformed) { try AgentFrame(WireAgentFrame(serializedBytes: unknown)) }
    }
}

@Suite struct `What a report claims` {
    @Test func `has a number for each field that is not the machine's, and each its own`() {
        let foreign = NodeField.allCases.filter { $0.owner != .machine }
        #expect(foreign.allSatisfy { $0.claimNumber != nil })
        #expect(NodeField.allCases.filter { $0.owner == .machine }.allSatisfy { $0.claimNumber == nil })
        #expect(Set(foreign.compactMap(\.claimNumber)).count == foreign.count)
        #expect(foreign.compactMap(\.claimNumber).min() ?? 0 > 100)
    }

    @Test(arguments: NodeField.allCases.filter { $0.owner != .machine }, [0, 1, 2, 5] as [UInt64])
    func `is found whatever kind of value it has, wherever it stands`(_ field: NodeField, _ kind: UInt64) throws {
        let tag = try #require(field.claimNumber) << 3 | kind
        let value: [UInt8] =
            switch kind {
            case 0: [0x96, 0x01]
            case 1: [1, 2, 3, 4, 5, 6, 7, 8]
            case 2: [3, 0xA0, 0x06, 0x01]
            default: [1, 2, 3, 4]
            }
        let claim = [UInt8(tag & 0x7F) | 0x80, UInt8(tag >> 7)] + value
        for bytes in [
            claim + GoldenCalls.report, GoldenCalls.report + `What a later release says besides`.fields + claim,
        ] {
            #expect(try NodeReport(WireNodeReport(serializedBytes: bytes)).claims == [field])
        }
    }

    @Test func `is not what stands in a text`() throws {
        // The value of field 200 looks like a field 106.
        let bytes = GoldenCalls.report + [0xC2, 0x0C, 0x03, 0xD0, 0x06, 0x01]
        #expect(try NodeReport(WireNodeReport(serializedBytes: bytes)).claims.isEmpty)
    }
}

enum ServerFrames {
    static let server = [
        GoldenFrames.greeting, GoldenFrames.markedGreeting, GoldenFrames.welcome, GoldenFrames.markedWelcome,
        GoldenFrames.chunk, GoldenFrames.delta, GoldenFrames.heartbeat, GoldenFrames.nextPin, GoldenFrames.editsReply,
        GoldenFrames.removed, GoldenFrames.reconnect, GoldenFrames.refusal,
    ]
}
