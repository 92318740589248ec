import SwiftProtobuf

@testable import NetmakerAgentProtocol

/// What holds for a message from outside: it is refused by an error that names what is wrong, or it is a value that
/// what is written of it gives again.
enum WireRoundTrip {
    /// - Throws: `Broken`.
    /// - Returns: the value; nil when it was refused.
    @discardableResult
    static func check<Wire: SwiftProtobuf.Message, Value>(
        _ bytes: some Sequence<UInt8>, read: (Wire) throws -> Value, write: (Value) throws -> Wire
    ) throws -> Value? {
        guard let wire = try? Wire(serializedBytes: Array(bytes)) else { return nil }
        let value: Value
        do {
            value = try read(wire)
        } catch {
            try check(error)
            return nil
        }
        let written: [UInt8] = try write(value).serializedBytes()
        let rewritten: [UInt8]
        do {
            rewritten = try write(read(Wire(serializedBytes: written))).serializedBytes()
        } catch {
            throw Broken("what was written is not read: \(error)")
        }
        try require(rewritten == written, "\(Value.self) changes on its way")
        return value
    }

    /// - Throws: `Broken` for an error that is not for the other side.
    static func check(_ error: any Error) throws {
        switch error {
        case let error as MalformedField: try ErrorText.check(error.error(in: "message"))
        case let error as AgentProtocolError:
            try ErrorText.check(error)
            try require(error.code == .malformed, "it is refused as \(error.code)")
        default: throw error
        }
    }
}
