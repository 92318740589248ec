import NetmakerAgentProtocol
import NetmakerCore

/// What holds for every error that speaks of hostile input: it says something, not too much, and draws on nobody's
/// terminal.
enum ErrorText {
    static let maximumLength = 400

    static func check(_ error: ModelError) throws(Broken) {
        try require(!error.remedy.isEmpty, "no remedy in \(error.message.debugDescription)")
        try check(error.message)
        try check(error.remedy)
        try check(error.field ?? "")
    }

    static func check(_ error: AgentProtocolError) throws(Broken) {
        try require(!error.remedy.isEmpty, "no remedy in \(error.message.debugDescription)")
        try check(error.message)
        try check(error.remedy)
    }

    static func check(_ text: String) throws(Broken) {
        try require(text.utf8.count <= maximumLength, "\(text.utf8.count) bytes in an error")
        try require(isPlain(text), "an error draws: \(text.debugDescription)")
    }

    /// No control characters, nothing that shows as nothing, and nothing that turns the direction of writing.
    static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: false
            default: !scalar.properties.isDefaultIgnorableCodePoint
            }
        }
    }
}
