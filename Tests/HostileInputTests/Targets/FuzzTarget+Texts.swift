import FoundationEssentials
import NetmakerCore

extension FuzzTarget {
    /// Every parser of a text; the first byte says which.
    static let texts = FuzzTarget(
        "texts", maximumLength: 400,
        words: ["::ffff:", "sha256//", "network/", "https://", "unlimited", "xn--", "directory", "T00:00:00.000Z"],
        seeds: {
            ParserCase.all.enumerated().flatMap { index, parser in
                parser.accepted.map { [UInt8(index)] + Array($0.utf8) }
            }
        },
        nearMisses: {
            ParserCase.all.enumerated().flatMap { index, parser in
                parser.refused.map { [UInt8(index)] + Array($0.utf8) }
            }
        },
        check: { input in
            guard let (parser, text) = choice(ParserCase.all, input) else { return .refused }
            return Verdict(try parser.check(String(decoding: text, as: UTF8.self)))
        })

    /// An access token as text, and as the JSON within it; the first byte says which.
    static let token = FuzzTarget(
        "token", maximumLength: 2048,
        words: ["version", "server", "api", "pins", "network", "key", "sha256//"].map { "\"\($0)\"" },
        seeds: {
            ParserCase.token.accepted.map { [0] + Array($0.utf8) } + [[1] + Array(ParserCase.tokenJSON.utf8)]
        },
        check: { input in
            guard let (isJSON, content) = choice([false, true], input) else { return .refused }
            let text = isJSON ? Data(content).base64EncodedString() : String(decoding: content, as: UTF8.self)
            return Verdict(try ParserCase.token.check(text))
        })
}
