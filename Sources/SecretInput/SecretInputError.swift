/// Why no secret could be had.
public struct SecretInputError: Error, CustomStringConvertible {
    /// What happened, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String

    init(message: String, remedy: String) {
        self.message = message
        self.remedy = remedy
    }

    public var description: String { "\(message); \(remedy)" }
}
