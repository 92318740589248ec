/// An identifier made of 64 random bits, never reused. Its text is 16 hexadecimal digits in lower case.
public protocol RandomIdentifier: ParsableValue, Comparable {
    var rawValue: UInt64 { get }
    init(rawValue: UInt64)
    /// What it identifies, for error messages: "a node id".
    static var noun: String { get }
}

extension RandomIdentifier {
    /// A new one.
    public static func random(using generator: inout some RandomNumberGenerator) -> Self {
        Self(rawValue: generator.next())
    }

    /// A new one, from the system's generator.
    public static func random() -> Self {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    public init(parsing text: String) throws(ModelError) {
        let isPlain = text.utf8.allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
        guard text.utf8.count == 16, isPlain, let value = UInt64(text, radix: 16) else {
            throw .invalid(
                text, isNot: Self.noun, field: "id", remedy: "give 16 hexadecimal digits in lower case")
        }
        self.init(rawValue: value)
    }

    public var description: String { Hexadecimal.text(of: rawValue, digits: 16) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}

/// Numbers in lower-case hexadecimal with leading zeros.
enum Hexadecimal {
    static func text(of number: some UnsignedInteger & FixedWidthInteger, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }
}
