import NetmakerAgentWire
import NetmakerCore
import NetmakerTesting
import SwiftProtobuf
import Testing

@testable import NetmakerAgentProtocol

@Suite struct `Calls on the wire` {
    @Test func `a challenge is its golden bytes`() throws {
        let challenge = try Example.challenge()
        #expect(try challenge.wire.serializedBytes() == GoldenCalls.challengeReply)
        #expect(try Challenge(WireChallengeReply(serializedBytes: GoldenCalls.challengeReply)) == challenge)
    }

    @Test func `a signed request carries the very bytes that were signed`() throws {
        let signed = Signed(
            request: LeaveRequest(node: Samples.nodeID(7)), body: Array("body".utf8), nonce: try Example.nonce(),
            signature: Array(repeating: 0xFF, count: 64))
        #expect(try signed.wire.serializedBytes() == GoldenCalls.signedRequest)
    }

    @Test func `a report that leaves the endpoint alone is its golden bytes`() throws {
        try expectReport(Example.report(addresses: ["198.51.100.2/24"]), GoldenCalls.report)
    }

    @Test func `a report that pins an endpoint is its golden bytes`() throws {
        try expectReport(Example.report(pinning: .set(Example.pinned())), GoldenCalls.pinningReport)
    }

    @Test func `a report that clears the endpoint is its golden bytes`() throws {
        try expectReport(Example.report(pinning: .clear), GoldenCalls.unpinningReport)
    }

    @Test func `a report tells what went wrong with commands, and nothing where nothing did`() throws {
        var report = try Example.report()
        report.facts = NodeFacts(
            hostname: "machine", operatingSystem: "Debian", architecture: "x86_64", version: "0.1.0", backend: "kernel",
            commandTrouble: "the file's postup ended with status 3")
        let bytes: [UInt8] = try report.wire.serializedBytes()
        #expect(try NodeReport(WireNodeReport(serializedBytes: bytes)) == report)
    }

    @Test func `a check-in is its golden bytes`() throws {
        let request = CheckInRequest(node: Samples.nodeID(7), position: Example.position)
        #expect(try request.encoded() == GoldenCalls.checkIn)
        #expect(try CheckInRequest(decoding: GoldenCalls.checkIn) == request)
    }

    @Test func `the answer to a check-in is its golden bytes`() throws {
        let reply = CheckInReply(verdict: .openSession, serverTime: Samples.time)
        #expect(try reply.wire.serializedBytes() == GoldenCalls.checkInReply)
        #expect(try CheckInReply(WireCheckInReply(serializedBytes: GoldenCalls.checkInReply)) == reply)
    }

    @Test func `a leave is its golden bytes`() throws {
        let request = LeaveRequest(node: Samples.nodeID(7))
        #expect(try request.encoded() == GoldenCalls.leave)
        #expect(try LeaveRequest(decoding: GoldenCalls.leave) == request)
    }

    @Test func `a configuration is its golden bytes`() throws {
        let configuration = try Example.configuration()
        #expect(try configuration.wire.serializedBytes() == GoldenCalls.configuration)
        #expect(
            try NodeConfiguration(WireNodeConfiguration(serializedBytes: GoldenCalls.configuration)) == configuration)
    }

    @Test func `a join survives the way there and back`() throws {
        let request = JoinRequest(
            network: Samples.networkName(), key: Samples.secret(1), identity: Samples.identity(1),
            publicKey: Samples.publicKey(1), name: Samples.nodeName(1), report: Samples.report())
        let decoded = try JoinRequest(decoding: request.encoded())
        #expect(decoded.network == request.network)
        #expect(decoded.key?.revealed() == request.key?.revealed())
        #expect(decoded.identity == request.identity)
        #expect(decoded.publicKey == request.publicKey)
        #expect(decoded.name == request.name)
        #expect(decoded.report == request.report)
    }

    @Test func `a join reply survives the way there and back`() throws {
        let reply = JoinReply(
            server: Example.server, epoch: Epoch(rawValue: 1), configuration: try Example.configuration())
        let bytes: [UInt8] = try reply.wire.serializedBytes()
        #expect(try JoinReply(WireJoinReply(serializedBytes: bytes)) == reply)
    }

    private func expectReport(
        _ report: NodeReport, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(try report.wire.serializedBytes() == bytes, sourceLocation: sourceLocation)
        #expect(try NodeReport(WireNodeReport(serializedBytes: bytes)) == report, sourceLocation: sourceLocation)
    }
}
