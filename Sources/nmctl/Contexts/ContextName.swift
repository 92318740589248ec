internal import NetmakerCore

/// What somebody calls a context: any text without white space and control characters.
struct ContextName: ParsableValue, Comparable {
    let description: String

    init(parsing text: String) throws(ModelError) {
        let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F }
        guard (1...64).contains(text.utf8.count), isPlain else {
            throw ModelError(
                .invalidValue, field: "context", message: "\"\(text.excerpt)\" is not a name for a context",
                remedy: "use 1 to 64 letters, digits and signs without white space")
        }
        description = text
    }

    static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
