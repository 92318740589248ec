internal import NetmakerAgentWire
internal import SwiftProtobuf

extension ServerFrame {
    /// The bytes that travel, as gRPC frames them; for the benchmarks, since the transport makes them on its own way.
    package func encoded() throws -> [UInt8] { try wire.serializedBytes() }
}

extension AgentFrame {
    /// The bytes that travel, as gRPC frames them.
    package func encoded() throws -> [UInt8] { try wire.serializedBytes() }
}
