/// What the machine's owner changed of its node on the machine itself. It says what the field was when that was done:
/// whoever changed it since was not known to the owner, and goes before.
public struct NodeEdit: Hashable, Sendable {
    /// The most that are told at once: of each field one, and room for a later release.
    public static let maximumCount = 32

    public let from: NodeSetting
    public let to: NodeSetting

    public init(from: NodeSetting, to: NodeSetting) {
        self.from = from
        self.to = to
    }
}

/// Why an edit was not made. The others that came with it are not concerned.
public struct NodeEditRefusal: Hashable, Sendable {
    /// As `NodeSetting.fieldName` has it.
    public let field: String
    /// What is the matter, with the values in it.
    public let message: String
    /// What the reader can do next.
    public let remedy: String

    public init(field: String, message: String, remedy: String) {
        self.field = field
        self.message = message
        self.remedy = remedy
    }
}
