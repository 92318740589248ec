/// Text that opens something: a password, a setup code, a key, a token. Travels in the bodies that are for it, and
/// prints as nothing.
public struct ConfidentialText: Hashable, Sendable, Codable {
    private let text: String

    public init(_ text: String) { self.text = text }

    /// The one way to the text.
    public func revealed() -> String { text }

    public init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension ConfidentialText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "redacted" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
