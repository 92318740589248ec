import FoundationEssentials
import NetmakerCore
import Testing

/// A type whose values are texts, with texts it takes and texts it must not take.
struct ParserCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Canonical texts.
    let accepted: [String]
    let refused: [String]
    /// What a text is after it was parsed.
    let roundTrip: @Sendable (String) throws -> String
    /// The JSON of the value a text stands for, and what that JSON reads as.
    let coded: @Sendable (String) throws -> (json: String, decoded: String)
    /// The JSON it should be.
    let json: @Sendable (String) throws -> String
    let decode: @Sendable (String) throws -> Void

    init<Value: ParsableValue>(_ type: Value.Type, accepted: [String], refused: [String]) {
        self.init(type, accepted: accepted, refused: refused) { "\"\($0)\"" }
    }

    init<Value: NumericValue>(_ type: Value.Type, accepted: [String], refused: [String]) {
        self.init(type, accepted: accepted, refused: refused) { "\($0.number)" }
    }

    private init<Value: ParsableValue>(
        _ type: Value.Type, accepted: [String], refused: [String], json: @escaping @Sendable (Value) -> String
    ) {
        testDescription = "\(type)"
        self.accepted = accepted
        self.refused = refused
        roundTrip = { try Value(parsing: $0).description }
        coded = { text in
            let encoder = JSONEncoder()
            encoder.outputFormatting = .withoutEscapingSlashes
            let data = try encoder.encode(Value(parsing: text))
            let decoded = try JSONDecoder().decode(Value.self, from: data)
            return (String(decoding: data, as: UTF8.self), decoded.description)
        }
        self.json = { json(try Value(parsing: $0)) }
        decode = { _ = try JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }
}

extension ParserCase {
    static let all = addresses + names + numbers + keys
}

@Suite struct `Values and their texts` {
    @Test(arguments: ParserCase.all)
    func `what is parsed prints as it was written`(parser: ParserCase) throws {
        for text in parser.accepted {
            #expect(try parser.roundTrip(text) == text)
        }
    }

    @Test(arguments: ParserCase.all)
    func `what is no such value is refused, naming field and remedy`(parser: ParserCase) {
        for text in parser.refused {
            let error = #expect(throws: ModelError.self, "\(text)") { try parser.roundTrip(text) }
            #expect(error?.code == .invalidValue)
            #expect(error?.field != nil)
            #expect(error?.remedy.isEmpty == false)
        }
    }

    @Test(arguments: ParserCase.all)
    func `a hostile megabyte does not come back in the error`(parser: ParserCase) {
        let error = #expect(throws: ModelError.self) { try parser.roundTrip(String(repeating: "9", count: 1_000_000)) }
        #expect((error?.message.utf8.count ?? .max) < 400)
    }

    @Test(arguments: ParserCase.all)
    func `a value is coded as its text, a number as a number, and comes back`(parser: ParserCase) throws {
        for text in parser.accepted {
            let (json, decoded) = try parser.coded(text)
            #expect(json == (try parser.json(text)))
            #expect(decoded == text)
        }
    }

    @Test(arguments: ParserCase.all)
    func `JSON of another shape is refused`(parser: ParserCase) {
        for json in ["null", "[]", "{}", "true", "-1", "1.5", "\" \""] {
            #expect(throws: (any Error).self, "\(json)") { try parser.decode(json) }
        }
    }
}
