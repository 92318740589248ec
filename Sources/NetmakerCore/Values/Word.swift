/// A value that is one of a few words, read and written as that word.
public protocol Word: ParsableValue, CaseIterable {
    /// What it is, for error messages: "a role".
    static var noun: String { get }
    /// The field it is in where nothing else is said.
    static var field: String { get }
}

extension Word {
    /// - Throws: `ModelError.Code.invalidValue` for another word; the remedy names those there are.
    public init(parsing text: String) throws(ModelError) {
        guard let value = Self.allCases.first(where: { $0.description == text }) else {
            let words = Self.allCases.map(\.description)
            throw .invalid(text, isNot: Self.noun, field: Self.field, remedy: "give \(words.joined(separator: " or "))")
        }
        self = value
    }
}
