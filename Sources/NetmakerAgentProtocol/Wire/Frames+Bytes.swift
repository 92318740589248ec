internal import NetmakerAgentWire
internal import SwiftProtobuf

extension ServerFrame {
    /// The bytes of the frame itself, without what gRPC and TLS put round it; for the benchmarks and the tests.
    package func encoded() throws -> [UInt8] { try wire.serializedBytes() }
}

extension AgentFrame {
    /// The bytes of the frame itself, without what gRPC and TLS put round it.
    package func encoded() throws -> [UInt8] { try wire.serializedBytes() }
}
