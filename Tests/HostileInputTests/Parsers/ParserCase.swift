import FoundationEssentials
import NetmakerCore

/// A type whose values are texts: texts it takes, texts it must not take, and what holds for any text whatever.
struct ParserCase: Sendable {
    /// Whether an error may say which text it is about.
    enum Secrecy: Sendable { case plain, secret }

    /// The type, and the initializer where it has several.
    let name: String
    /// Canonical texts.
    let accepted: [String]
    let refused: [String]
    let secrecy: Secrecy
    /// The canonical text of what a text stands for.
    ///
    /// - Throws: `ModelError` for a text that stands for nothing; `Broken` when the value does not come back from its
    ///   text, or from its JSON.
    let read: @Sendable (String) throws -> String
    /// Nil for values that are not coded as a text or number alone.
    let decode: (@Sendable (_ json: String) throws -> Void)?

    init<Value: ParsableValue>(_ type: Value.Type, accepted: [String], refused: [String]) {
        self.init(
            type, accepted: accepted, refused: refused, parse: { try Value(parsing: $0) },
            describe: \.description, isJSON: { try JSON.read(String.self, $1) == $0.description })
    }

    init<Value: NumericValue>(_ type: Value.Type, accepted: [String], refused: [String]) {
        self.init(
            type, accepted: accepted, refused: refused, parse: { try Value(parsing: $0) },
            describe: \.description, isJSON: { try JSON.read(Value.Number.self, $1) == $0.number })
    }

    /// A value with JSON of its own.
    init<Value: Codable & Hashable & Sendable>(
        _ type: Value.Type, name: String = "\(Value.self)", accepted: [String], refused: [String],
        parse: @escaping @Sendable (String) throws -> Value, describe: @escaping @Sendable (Value) -> String,
        isJSON: @escaping @Sendable (Value, [UInt8]) throws -> Bool
    ) {
        self.init(
            name: name, accepted: accepted, refused: refused, secrecy: .plain,
            read: { text in
                let value = try parse(text)
                let canonical = describe(value)
                try require((try? parse(canonical)) == value, "\(name) does not come back from \(canonical)")
                let json = try JSON.write(value)
                try require(try isJSON(value, json), "\(name) is coded as \(String(decoding: json, as: UTF8.self))")
                try require((try? JSON.read(Value.self, json)) == value, "\(name) does not come back from its JSON")
                return canonical
            },
            decode: { _ = try JSON.read(Value.self, Array($0.utf8)) })
    }

    /// A value that is never coded.
    init<Value: Sendable>(
        _ type: Value.Type, name: String = "\(Value.self)", _ secrecy: Secrecy = .plain, accepted: [String],
        refused: [String], parse: @escaping @Sendable (String) throws -> Value,
        describe: @escaping @Sendable (Value) throws -> String
    ) {
        self.init(
            name: name, accepted: accepted, refused: refused, secrecy: secrecy,
            read: { text in
                let value = try parse(text)
                let canonical = try describe(value)
                try require(
                    (try? describe(parse(canonical))) == canonical, "\(name) does not come back from its own text")
                return canonical
            },
            decode: nil)
    }

    private init(
        name: String, accepted: [String], refused: [String], secrecy: Secrecy,
        read: @escaping @Sendable (String) throws -> String, decode: (@Sendable (String) throws -> Void)?
    ) {
        self.name = name
        self.accepted = accepted
        self.refused = refused
        self.secrecy = secrecy
        self.read = read
        self.decode = decode
    }
}

extension ParserCase {
    /// What errors about secrets say of their own accord: chance may try these words.
    private static let ownWords = (secrets + people + [token]).flatMap { parser in
        ["", "e30="].compactMap { text in
            do { return try parser.read(text) } catch { return "\(error)" }
        }
    }

    /// What holds whatever a text is: it is refused by an error that helps and does no harm, or it stands for a value
    /// that comes back.
    ///
    /// - Returns: the canonical text; nil when it was refused.
    /// - Throws: `Broken`.
    @discardableResult
    func check(_ text: String) throws -> String? {
        do {
            return try read(text)
        } catch let error as ModelError {
            try ErrorText.check(error)
            try require([.invalidValue, .unsupported].contains(error.code), "\(name) is refused as \(error.code)")
            try require(error.field != nil, "\(name) is refused without naming a field")
            try require(
                secrecy == .plain || text.utf8.count < 8 || !error.description.contains(text)
                    || Self.ownWords.contains { $0.contains(text) },
                "a secret is in the error: \(error)")
            return nil
        }
    }
}
