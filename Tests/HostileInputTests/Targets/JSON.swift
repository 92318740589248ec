import FoundationEssentials
import NetmakerCore

/// JSON as everything here writes and reads it.
enum JSON {
    static func write(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    static func read<Value: Decodable>(_ type: Value.Type, _ bytes: some Sequence<UInt8>) throws -> Value {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    /// What holds for JSON from outside: it is refused, and by a plain error where the error is ours, or it is a value
    /// that its own JSON gives again.
    ///
    /// - Throws: `Broken`.
    /// - Returns: the value; nil when it was refused.
    static func check<Value: Codable & Hashable>(_ type: Value.Type, _ bytes: some Sequence<UInt8>) throws -> Value? {
        let value: Value
        do {
            value = try read(type, bytes)
        } catch let error as ModelError {
            try ErrorText.check(error)
            return nil
        } catch is DecodingError {
            return nil
        }
        let written = try write(value)
        let again: Value
        do { again = try read(type, written) } catch {
            throw Broken("\(type) is not read from \(String(decoding: written, as: UTF8.self)): \(error)")
        }
        try require(again == value, "\(type) changes as it is coded: \(String(decoding: written, as: UTF8.self))")
        return value
    }
}
