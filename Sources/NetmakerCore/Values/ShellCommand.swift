/// A command line for the shell of a machine, run as root when an interface comes up or goes: 1 to 1024 bytes on one
/// line.
///
/// Who may set it is root on every machine whose owner allowed commands from the server.
public struct ShellCommand: Hashable, Sendable, CustomStringConvertible {
    /// The most bytes of a command.
    public static let maximumLength = 1024

    public let description: String

    /// - Parameter field: what the text is given for, such as `postUp`.
    /// - Throws: `ModelError.Code.invalidValue` when it is blank, too long, or holds control characters.
    public init(_ text: String, for field: String? = nil) throws(ModelError) {
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        let isBlank = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
        guard isPlain, !isBlank, text.utf8.count <= Self.maximumLength else {
            throw .invalid(
                text, isNot: "a command", field: field, remedy: "give one line of 1 to \(Self.maximumLength) bytes")
        }
        description = text
    }
}

/// Coded as its text.
extension ShellCommand: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
