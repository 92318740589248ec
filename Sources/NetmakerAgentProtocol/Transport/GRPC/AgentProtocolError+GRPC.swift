internal import GRPCCore
internal import NetmakerAgentWire
internal import SwiftProtobuf

/// A refusal of a call travels in its trailing metadata: code, message and remedy as a session would say them. The
/// status beside it is for tools that know gRPC only.
extension AgentProtocolError {
    private static let key = "netmaker-refusal-bin"

    /// Nil when the metadata holds no refusal.
    init?(_ metadata: Metadata) {
        var values = metadata[binaryValues: Self.key].makeIterator()
        guard let bytes = values.next(), let wire = try? WireRefusal(serializedBytes: bytes) else { return nil }
        self.init(wire)
    }

    var rpcError: RPCError {
        var metadata: Metadata = [:]
        if let bytes: [UInt8] = try? wire.serializedBytes() { metadata.addBinary(bytes, forKey: Self.key) }
        return RPCError(code: status, message: description, metadata: metadata)
    }

    /// What a stream's reader is told: bytes that are no message, and messages that are too long, are the other side's
    /// doing and refused as such.
    static func unreadable(_ error: any Error) -> any Error {
        guard let error = error as? RPCError, [.invalidArgument, .resourceExhausted].contains(error.code) else {
            return error
        }
        return AgentProtocolError(
            .malformed, message: "the frame cannot be read: \(error.message)",
            remedy: "upgrade the older of agent and server")
    }

    private var status: RPCError.Code {
        switch code {
        case .malformed: .invalidArgument
        case .unexpected, .unsupportedVersion, .wrongServer: .failedPrecondition
        case .unauthenticated: .unauthenticated
        case .refused: .permissionDenied
        case .unknownNode, .removed: .notFound
        case .conflict: .alreadyExists
        case .exhausted: .resourceExhausted
        case .unavailable: .unavailable
        default: .unknown
        }
    }
}
