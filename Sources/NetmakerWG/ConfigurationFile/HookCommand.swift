public import NetmakerCore

/// A command that `wg-quick` has bash(1) run. It is kept as text, and nothing here runs it.
///
/// One line that is not empty, and without `#`: what follows that is a comment to `wg-quick`, whatever quotes stand
/// around it.
public struct HookCommand: ParsableValue {
    /// The command, `%i` for the interface's name.
    public let description: String

    /// The longest there is, in bytes.
    private static let maximumLength = 16 * 1024

    /// A command, without white space around it.
    public init(parsing text: String) throws(ModelError) {
        guard text.utf8.count <= Self.maximumLength, let first = text.utf8.first, let last = text.utf8.last,
            !Self.isSpace(first), !Self.isSpace(last),
            text.utf8.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "#") })
        else {
            throw ModelError(
                .invalidValue, field: "command", message: "that is no command for a line of a configuration file",
                remedy: "give one line without # and control characters, or have it run a script")
        }
        description = text
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
