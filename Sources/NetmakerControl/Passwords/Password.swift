public import NetmakerCore

/// A password as a person typed it. Never printed, never kept.
public struct Password: Sendable {
    /// The fewest characters of a password that is set.
    public static let minimumLength = 10
    /// The most bytes: whoever sends more wants to keep the server busy.
    public static let maximumLength = 1024

    package let bytes: [UInt8]

    /// Any text somebody tries to log in with.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when it is longer than `maximumLength` bytes.
    public init(attempt text: String) throws(ModelError) {
        guard text.utf8.count <= Self.maximumLength else {
            throw ModelError(
                .invalidValue, field: "password", message: "the password is longer than \(Self.maximumLength) bytes",
                remedy: "give a shorter one")
        }
        bytes = Array(text.utf8)
    }

    /// A password that is to be set.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when it is shorter than `minimumLength` characters or too long.
    public init(parsing text: String) throws(ModelError) {
        guard text.count >= Self.minimumLength else {
            throw ModelError(
                .invalidValue, field: "password",
                message: "the password is shorter than \(Self.minimumLength) characters",
                remedy: "choose a longer one; a few random words are easy to keep in mind")
        }
        try self.init(attempt: text)
    }
}

extension Password: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Password(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
