import GRPCCore
import GRPCNIOTransportHTTP2Posix
import NetmakerAgentWire
import NetmakerCore
import SwiftProtobuf

@testable import NetmakerAgentProtocol

/// An agent that sends whatever bytes a test wants, over TLS.
struct RawAgent: Sendable {
    let port: ListenPort

    /// Opens a session, reads the greeting, and runs `body`.
    func session<Value: Sendable>(
        _ body: @escaping @Sendable (RawSession, Challenge) async throws -> Value
    ) async throws -> Value {
        let transport = try HTTP2ClientTransport.Posix(
            target: .ipv4(address: "127.0.0.1", port: Int(port.rawValue)),
            transportSecurity: .tls { $0.serverCertificateVerification = .noVerification })
        return try await withGRPCClient(transport: transport) { client in
            let (outgoing, say) = AsyncStream.makeStream(of: [UInt8].self)
            defer { say.finish() }
            return try await client.bidirectionalStreaming(
                request: StreamingClientRequest { writer in
                    for await bytes in outgoing { try await writer.write(bytes) }
                },
                descriptor: WireAgent.Method.Session.descriptor, serializer: Verbatim(), deserializer: Verbatim(),
                options: .defaults
            ) { response in
                defer { say.finish() }
                let session = RawSession(say: say, answers: response.messages.makeAsyncIterator())
                guard case .greeting(let greeting) = try await session.next() else { throw NoGreeting() }
                return try await body(session, greeting.challenge)
            }
        }
    }

    /// Makes a call of raw bytes.
    func call(_ method: MethodDescriptor, _ bytes: [UInt8]) async throws -> [UInt8] {
        let transport = try HTTP2ClientTransport.Posix(
            target: .ipv4(address: "127.0.0.1", port: Int(port.rawValue)),
            transportSecurity: .tls { $0.serverCertificateVerification = .noVerification })
        return try await withGRPCClient(transport: transport) { client in
            try await client.unary(
                request: ClientRequest(message: bytes), descriptor: method, serializer: Verbatim(),
                deserializer: Verbatim(), options: .defaults
            ) { try $0.message }
        }
    }

    struct NoGreeting: Error {}
}

/// A session of bytes.
final class RawSession {
    private let outgoing: AsyncStream<[UInt8]>.Continuation
    private var answers: RPCAsyncSequence<[UInt8], any Error>.AsyncIterator

    init(say outgoing: AsyncStream<[UInt8]>.Continuation, answers: RPCAsyncSequence<[UInt8], any Error>.AsyncIterator) {
        self.outgoing = outgoing
        self.answers = answers
    }

    func say(_ bytes: [UInt8]) { outgoing.yield(bytes) }

    func say(_ frame: AgentFrame) throws { say(try frame.wire.serializedBytes()) }

    /// Says no more, and waits for what comes.
    func finish() { outgoing.finish() }

    /// What the server says next; nil at the end.
    func next() async throws -> ServerFrame? {
        guard let bytes = try await answers.next() else { return nil }
        return try ServerFrame(WireServerFrame(serializedBytes: bytes))
    }

    /// Why the server ends the session; what it says before is skipped. Nil when it ends without a word.
    func refusal() async throws -> AgentProtocolError? {
        while let frame = try await next() {
            if case .refusal(let refusal) = frame { return refusal }
        }
        return nil
    }

    /// Says hello as the machine's agent does, and waits to be welcome.
    func open(_ machine: Machine, _ greeting: Challenge) async throws {
        try say(.hello(SignedHello(signing: machine.hello(), with: machine.identity, answering: greeting)))
        guard case .welcome = try await next() else { throw RawAgent.NoGreeting() }
    }
}

/// Bytes as they are.
private struct Verbatim: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes { Bytes(message) }

    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] {
        bytes.withUnsafeBytes { Array($0) }
    }
}
