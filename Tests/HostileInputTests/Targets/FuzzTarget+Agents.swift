import FoundationEssentials
import NetmakerAgentWire
import NetmakerCore
import SwiftProtobuf

@testable import NetmakerAgentProtocol

/// What the server reads of agents.
extension FuzzTarget {
    /// A frame of a session.
    static let agentFrames = FuzzTarget(
        "agent-frames",
        seeds: {
            let hello = SignedHello(
                hello: try Seed.hello(), body: try Seed.hello().encoded(), signature: Array(repeating: 7, count: 64))
            let mark = try NodeMark(try Seed.configuration(), try Seed.report(pinning: .keep))
            let bearing = try Seed.hello().bearing(mark)
            let marked = SignedHello(
                hello: bearing, body: try bearing.encoded(), signature: Array(repeating: 7, count: 64))
            let frames: [AgentFrame] = [
                .hello(hello), .report(try Seed.report(pinning: .keep)), .report(try Seed.report(pinning: .clear)),
                .report(try Seed.report(pinning: .set(Seed.endpoint()))), .acknowledgement(Revision(300)),
                .pinStored(try Seed.pin()), .tunnelReport(try Seed.tunnelReport()),
                .nodeEdits(try Seed.edits()), .hello(marked),
            ]
            return try frames.map { try $0.wire.serializedBytes() }
        },
        nearMisses: { try beyondLimits().map { try $0.serializedBytes() } },
        check: { input in
            let frame = try WireRoundTrip.check(input, read: { try AgentFrame($0) }, write: \.wire)
            switch frame {
            case .hello(let signed):
                let implied = Capability.ofAgentsWithMarks.count
                try require(
                    signed.hello.capabilities.count <= Hello.maximumCapabilities + implied, "too many capabilities")
                if let report = signed.hello.report { try check(report) }
            case .report(let report): try check(report)
            case .tunnelReport(let report):
                try require(report.peers.count <= TunnelQuestion.maximumCount, "too many peers")
                try require(
                    report.trouble.map { $0.utf8.count <= TunnelReport.maximumTrouble && ErrorText.isPlain($0) }
                        ?? true,
                    "a trouble draws, or is long")
            case .nodeEdits(let edits):
                try require(edits.edits.count <= NodeEdit.maximumCount, "too many edits")
                let fields = edits.edits.compactMap(\.to.field)
                try require(Set(fields).count == fields.count, "two edits of one field")
                try require(edits.edits.allSatisfy { $0.from.field == $0.to.field }, "an edit of two fields")
            case .acknowledgement, .pinStored, nil: break
            }
            return Verdict(frame)
        })

    /// One more than there may be.
    private static func beyondLimits() throws -> [WireAgentFrame] {
        let hello = Hello(
            capabilities: (0...Hello.maximumCapabilities).map { "can-\($0)" }, node: NodeID(rawValue: 7), position: nil,
            report: try Seed.report(pinning: .keep))
        let signed = SignedHello(hello: hello, body: try hello.encoded(), signature: Array(repeating: 7, count: 64))
        var report = try Seed.report(pinning: .keep).wire
        report.localAddresses = Array(repeating: report.localAddresses[0], count: NodeReport.maximumAddresses + 1)
        let edit = NodeEdit(from: .roaming(true), to: .roaming(false))
        var edits = NodeEdits(number: 1, edits: [edit]).wire
        edits.edits = Array(repeating: edits.edits[0], count: NodeEdit.maximumCount + 1)
        return [
            AgentFrame.hello(signed).wire, WireAgentFrame.with { $0.report = report },
            WireAgentFrame.with { $0.nodeEdits = edits },
        ]
    }

    private static func check(_ report: NodeReport) throws(Broken) {
        try require(report.localAddresses.count <= NodeReport.maximumAddresses, "too many addresses")
        try check(report.facts)
    }

    static func check(_ facts: NodeFacts) throws(Broken) {
        for text in [facts.hostname, facts.operatingSystem, facts.architecture, facts.version, facts.backend] {
            try require(text.utf8.count <= NodeFacts.maximumLength, "a fact of \(text.utf8.count) bytes")
            try require(ErrorText.isPlain(text), "a fact draws: \(text.debugDescription)")
        }
    }

    /// The signed calls, the challenge before them, and the answers, which agents read; the first byte says which.
    static let calls = FuzzTarget(
        "calls",
        seeds: {
            let signature: [UInt8] = Array(repeating: 7, count: 64)
            func call<Request: SignableRequest>(_ number: UInt8, _ request: Request) throws -> [UInt8] {
                let signed = Signed(
                    request: request, body: try request.encoded(), nonce: try Seed.nonce(), signature: signature)
                return [number] + (try signed.wire.serializedBytes())
            }
            return [
                try call(0, try Seed.join()),
                try call(1, CheckInRequest(node: NodeID(rawValue: 7), position: Seed.position)),
                try call(1, try Seed.sessionlessCheckIn()),
                try call(2, LeaveRequest(node: NodeID(rawValue: 7))),
                [3] + (try Seed.challenge().wire.serializedBytes()),
                [4] + (try Seed.joinReply().wire.serializedBytes()),
            ] + (try Seed.checkInReplies().map { [5] + (try $0.wire.serializedBytes()) })
        },
        nearMisses: {
            var wire = CheckInReply(verdict: .openSession, serverTime: Seed.time, nextPins: [try Seed.pin()]).wire
            wire.nextPins = Array(repeating: wire.nextPins[0], count: CheckInReply.maximumPins + 1)
            return [[5] + (try wire.serializedBytes())]
        },
        check: { input in
            let readers: [@Sendable (ArraySlice<UInt8>) throws -> Verdict] = [
                { try check(JoinRequest.self, $0) }, { try check(CheckInRequest.self, $0) },
                { try check(LeaveRequest.self, $0) },
                { .init(try WireRoundTrip.check($0, read: { try Challenge($0) }, write: \.wire)) },
                { .init(try WireRoundTrip.check($0, read: { try JoinReply($0) }, write: \.wire)) },
                { message in
                    let reply = try WireRoundTrip.check(message, read: { try CheckInReply($0) }, write: \.wire)
                    try require(reply.map { $0.nextPins.count <= CheckInReply.maximumPins } ?? true, "too many pins")
                    return Verdict(reply)
                },
            ]
            guard let (reader, message) = choice(readers, input) else { return .refused }
            return try reader(message)
        })

    /// A call, and the request within it.
    private static func check<Request: SignableRequest>(
        _ type: Request.Type, _ bytes: ArraySlice<UInt8>
    ) throws -> Verdict {
        let signed = try WireRoundTrip.check(bytes, read: { try Signed<Request>($0) }, write: \.wire)
        guard let signed else { return .refused }
        let written = try signed.request.encoded()
        let again: Request
        do { again = try Request(decoding: written) } catch { throw Broken("what was written is not read: \(error)") }
        try require(try again.encoded() == written, "\(type) changes on its way")
        // Nobody signed these bytes for that server.
        let identity = try IdentityKey(bytes: Array(repeating: 9, count: 32))
        try require(!signed.isSigned(by: identity, for: ServerID(rawValue: 1)), "a forged signature holds")
        return .taken
    }
}
