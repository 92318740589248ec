/// An identifier made of 64 random bits, never reused. Its text is 16 hexadecimal digits in lower case.
public protocol RandomIdentifier: ParsableValue, Comparable {
    /// The 64 bits.
    var rawValue: UInt64 { get }

    /// The identifier of these 64 bits.
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

    /// 16 hexadecimal digits in lower case.
    public init(parsing text: String) throws(ModelError) {
        guard let number = Hexadecimal.parse(text, digits: 16, as: UInt64.self) else {
            throw .invalid(
                text, isNot: Self.noun, field: "id", remedy: "give 16 hexadecimal digits in lower case")
        }
        self.init(rawValue: number)
    }

    public var description: String { Hexadecimal.text(of: rawValue, digits: 16) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
}
