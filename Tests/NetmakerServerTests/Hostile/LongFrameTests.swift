import Logging
import NetmakerCore
import NetmakerTesting
import SwiftProtobuf
import Testing

@testable import NetmakerAgentProtocol
@testable import NetmakerServer

/// Over a real socket: a server that says one frame of a length that a test chooses.
@Suite(.timeLimit(.minutes(2))) struct `A server's frame` {
    private struct Handler: AgentHandler {
        let frame: ServerFrame

        func challenge(from source: IPAddress?) async throws(AgentProtocolError) -> Challenge { throw .sessionOver }
        func join(_ request: Signed<JoinRequest>, from source: IPAddress?) async throws(AgentProtocolError) -> JoinReply
        {
            throw .sessionOver
        }
        func checkIn(
            _ request: Signed<CheckInRequest>, from source: IPAddress?
        ) async throws(AgentProtocolError) -> CheckInReply { throw .sessionOver }
        func leave(_ request: Signed<LeaveRequest>, from source: IPAddress?) async throws(AgentProtocolError) {}

        func session(_ connection: ServerConnection) async throws {
            try await connection.send(frame)
            for try await _ in connection.incoming {}
        }
    }

    /// A chunk of a map whose one record has a field of a later release, as long as is needed.
    private static func frame(ofLength length: Int) throws -> ServerFrame {
        func frame(_ padding: Int) throws -> ServerFrame {
            let varint = (0..<4).map { UInt8((padding >> (7 * $0)) & 0x7F) | ($0 < 3 ? 0x80 : 0) }
            let record = try EncodedPeerRecord(PeerRecord(Samples.node(1))).bytes
            return .mapChunk(
                MapChunk(
                    epoch: Epoch(rawValue: 1), revision: Revision(1),
                    records: [
                        try EncodedPeerRecord(
                            decoding: record + [0xA2, 0x06] + varint + Array(repeating: 0x41, count: padding))
                    ], digest: nil))
        }
        let start = length - 1024
        return try frame(start + length - bytes(of: frame(start)).count)
    }

    private static func bytes(of frame: ServerFrame) throws -> [UInt8] { try frame.wire.serializedBytes() }

    /// - Returns: what the agent is told of a frame of that length.
    private func hear(_ length: Int) async throws -> ServerFrame? {
        let frame = try Self.frame(ofLength: length)
        #expect(try Self.bytes(of: frame).count == length)
        let identity = try TLSIdentity(hosts: [], now: Samples.time)
        let server = try GRPCAgentServer(
            handler: Handler(frame: frame), address: try IPAddress(parsing: "127.0.0.1"), port: 0,
            identity: ServedIdentity(identity), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            let address = try ServerAddress(host: "127.0.0.1", port: ListenPort(try await server.port))
            return try await GRPCAgentTransport(server: address, pins: [identity.pin]).withSession { connection in
                var frames = connection.incoming.makeAsyncIterator()
                return try await frames.next()
            }
        }
    }

    @Test func `as long as may be arrives`() async throws {
        guard case .mapChunk = try await hear(FrameSize.maximum) else {
            Issue.record("it does not")
            return
        }
    }

    @Test func `that is longer ends the session`() async throws {
        await #expect(throws: AgentProtocolError.self) { try await hear(FrameSize.maximum + 1) }
    }
}
