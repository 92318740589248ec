import NetmakerCore
import Testing

extension ParserCase: CustomTestStringConvertible {
    var testDescription: String { name }
}

@Suite struct `Values and their texts` {
    @Test(arguments: ParserCase.everywhere)
    func `what is parsed prints as it was written, and comes back from its text and its JSON`(
        parser: ParserCase
    ) throws {
        for text in parser.accepted {
            #expect(try parser.check(text) == text)
        }
    }

    @Test(arguments: ParserCase.everywhere)
    func `what is no such value is refused, naming field and remedy`(parser: ParserCase) throws {
        for text in parser.refused {
            #expect(try parser.check(text) == nil, "\(text)")
        }
    }

    @Test(arguments: ParserCase.all + ParserCase.programs)
    func `nothing foreign is overlooked`(parser: ParserCase) throws {
        for text in parser.accepted {
            for stranger in Disguise.strangers(with: text) {
                #expect(try parser.check(stranger) == nil, "\(stranger.debugDescription)")
            }
        }
    }

    @Test(arguments: ParserCase.all + ParserCase.programs)
    func `nothing is taken for what it looks like`(parser: ParserCase) throws {
        for text in parser.accepted {
            for lookalike in Disguise.lookalikes(of: text) {
                #expect(try parser.check(lookalike) == nil, "\(lookalike)")
            }
        }
    }

    @Test(arguments: ParserCase.everywhere)
    func `a hostile megabyte does not come back in the error`(parser: ParserCase) throws {
        for text in Disguise.megabytes(of: parser.accepted[0]) {
            #expect(try parser.check(text) == nil, "\(text.prefix(20))")
        }
    }

    @Test(arguments: ParserCase.everywhere.filter { $0.decode != nil })
    func `JSON of another shape is refused`(parser: ParserCase) {
        for json in [
            "", "null", "[]", "{}", "true", "-1", "1.5", "1e400", "\" \"", "\"\"", "\"\\u0000\"", "\"\\ud800\"",
        ] {
            #expect(throws: (any Error).self, "\(json)") { try parser.decode?(json) }
        }
    }

    @Test(arguments: ParserCase.everywhere.filter { $0.decode != nil })
    func `what is refused as a text is refused in JSON, as a text and as a number`(parser: ParserCase) throws {
        for text in parser.refused {
            let json = String(decoding: try JSON.write(text), as: UTF8.self)
            #expect(throws: (any Error).self, "\(json)") { try parser.decode?(json) }
            guard Int(text).map({ "\($0)" }) == text else { continue }
            #expect(throws: (any Error).self, "\(text)") { try parser.decode?(text) }
        }
    }

    @Test func `white space in an access token is nobody's fault`() throws {
        let text = ParserCase.token.accepted[0]
        for wrapped in ["\(text)\n", " \(text)", text.prefix(64) + "\r\n  " + text.dropFirst(64)] {
            #expect(try ParserCase.token.check(String(wrapped)) == text)
        }
    }
}
