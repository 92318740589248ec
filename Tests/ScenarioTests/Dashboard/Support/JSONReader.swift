import Glibc
import NetmakerAPI

/// Reads JSON that a browser says. A decoder finds out what kind a value is by guessing, and every wrong guess is an error
/// that is thrown: that took longer than all that the browser did.
struct JSONReader: ~Copyable {
    /// That it is none.
    struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    static func value(of bytes: ArraySlice<UInt8>) throws -> JSONValue {
        try bytes.withUnsafeBytes { buffer in
            var reader = JSONReader(bytes: buffer)
            let value = try reader.value()
            guard reader.next() == nil else { throw reader.unreadable() }
            return value
        }
    }

    private init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private func unreadable() -> Unreadable { Unreadable(description: "no JSON at byte \(position)") }

    /// The next byte that is no blank, which stays the next.
    private mutating func next() -> UInt8? {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return byte }
            position += 1
        }
        return nil
    }

    private mutating func take(_ byte: UInt8) throws {
        guard next() == byte else { throw unreadable() }
        position += 1
    }

    /// Whether another item comes before what ends them all.
    private mutating func another(before end: Unicode.Scalar, isFirst: Bool) throws -> Bool {
        if next() == UInt8(ascii: end) {
            position += 1
            return false
        }
        if !isFirst { try take(UInt8(ascii: ",")) }
        return true
    }

    private mutating func value() throws -> JSONValue {
        switch next() {
        case UInt8(ascii: "{"):
            position += 1
            var fields: [String: JSONValue] = [:]
            while try another(before: "}", isFirst: fields.isEmpty) {
                let name = try text()
                try take(UInt8(ascii: ":"))
                fields[name] = try value()
            }
            return .object(fields)
        case UInt8(ascii: "["):
            position += 1
            var items: [JSONValue] = []
            while try another(before: "]", isFirst: items.isEmpty) { items.append(try value()) }
            return .array(items)
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        let count = word.utf8CodeUnitCount
        guard position + count <= bytes.count, let base = bytes.baseAddress,
            memcmp(base + position, word.utf8Start, count) == 0
        else { throw unreadable() }
        position += count
        return value
    }

    private mutating func number() throws -> JSONValue {
        let start = position
        while position < bytes.count, let byte = Optional(bytes[position]),
            (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x2b || byte == 0x2e || byte | 0x20 == 0x65
        {
            position += 1
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if let whole = Int(text) { return .integer(whole) }
        guard let number = Double(text) else { throw unreadable() }
        return .number(number)
    }

    private mutating func text() throws -> String {
        try take(UInt8(ascii: "\""))
        var text = ""
        while let base = bytes.baseAddress, position < bytes.count {
            // Up to what ends it or stands for something else.
            let rest = bytes.count - position
            let quote = memchr(base + position, 0x22, rest).map { UnsafeRawPointer($0) - (base + position) } ?? rest
            let escape = memchr(base + position, 0x5c, quote).map { UnsafeRawPointer($0) - (base + position) }
            text += String(decoding: bytes[position..<position + (escape ?? quote)], as: UTF8.self)
            position += (escape ?? quote) + 1
            guard escape != nil else { return text }
            text.unicodeScalars.append(try escaped())
        }
        throw unreadable()
    }

    private static let escapes: [UInt8: Unicode.Scalar] = [
        0x22: "\"", 0x5c: "\\", 0x2f: "/", 0x62: "\u{8}", 0x66: "\u{c}", 0x6e: "\n", 0x72: "\r", 0x74: "\t",
    ]

    /// What follows a backslash.
    private mutating func escaped() throws -> Unicode.Scalar {
        guard position < bytes.count else { throw unreadable() }
        position += 1
        guard bytes[position - 1] == UInt8(ascii: "u") else {
            guard let scalar = Self.escapes[bytes[position - 1]] else { throw unreadable() }
            return scalar
        }
        let first = try fourDigits()
        guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) ?? "\u{fffd}" }
        // Half of a character, the other half of which follows; alone it is none.
        let end = position
        guard position + 6 <= bytes.count, bytes[position] == 0x5c, bytes[position + 1] == UInt8(ascii: "u") else {
            return "\u{fffd}"
        }
        position += 2
        let second = try fourDigits()
        guard (0xdc00..<0xe000).contains(second) else {
            position = end
            return "\u{fffd}"
        }
        return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)) ?? "\u{fffd}"
    }

    private mutating func fourDigits() throws -> UInt32 {
        guard position + 4 <= bytes.count,
            let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw unreadable() }
        position += 4
        return code
    }
}
