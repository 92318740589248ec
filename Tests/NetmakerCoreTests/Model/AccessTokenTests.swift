import FoundationEssentials
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `An access token` {
    private static func token(_ network: String = "harbor") throws -> AccessToken {
        AccessToken(
            server: try ServerAddress(parsing: "vpn.example.com:50051"),
            api: try ServerAddress(parsing: "vpn.example.com:8081"),
            pins: [CertificatePin(subjectPublicKeyInfo: [1, 2, 3])], network: Samples.networkName(network),
            key: Samples.secret(1))
    }

    private static func text(_ json: String) -> String { Data(json.utf8).base64EncodedString() }

    @Test func `read back is what was written`() throws {
        let token = try Self.token()
        let again = try AccessToken(parsing: token.revealed())
        #expect(again.server == token.server)
        #expect(again.api == token.api)
        #expect(again.pins == token.pins)
        #expect(again.network == token.network)
        #expect(again.key.hash == token.key.hash)
    }

    @Test func `may be wrapped in lines`() throws {
        let text = try Self.token().revealed()
        let wrapped = text.prefix(64) + "\n  " + text.dropFirst(64) + "\r\n"
        #expect(try AccessToken(parsing: String(wrapped)).key.hash == Samples.secret(1).hash)
    }

    private static let good = #"""
        {"version":1,"server":"vpn.example.com:50051","api":"vpn.example.com:8081","pins":[],"network":"harbor","key":"KEY"}
        """#.replacing("KEY", with: Samples.secret(1).revealed())

    /// The good token with one thing in another's place.
    private static func token(_ thing: String, _ other: String) -> String {
        text(good.replacing(thing, with: other))
    }

    @Test func `in its plainest form is one`() throws {
        #expect(try AccessToken(parsing: Self.text(Self.good)).pins.isEmpty)
    }

    static let none: [(what: String, text: String)] = [
        ("nothing", ""), ("blanks", " \n\t "), ("no base64", "not base64!"), ("base64 of nothing", "===="),
        ("bytes", Data([0xFF, 0xFE, 0x00, 0x80]).base64EncodedString()), ("no JSON", text("hello")),
        ("JSON that is cut", text(#"{"version":1,"#)), ("a list", text("[]")), ("null", text("null")),
        ("an empty object", text("{}")), ("a version alone", text(#"{"version":1}"#)),
        ("version 0", token(#""version":1"#, #""version":0"#)),
        ("a version below", token(#""version":1"#, #""version":-1"#)),
        ("a version in words", token(#""version":1"#, #""version":"1""#)),
        ("half a version", token(#""version":1"#, #""version":1.5"#)),
        ("a version without end", token(#""version":1"#, #""version":1e400"#)),
        ("a server of a number", token(#""vpn.example.com:50051""#, "50051")),
        ("a server without a port", token(":50051", "")), ("a server at port 0", token(":50051", ":0")),
        ("a server at a port too high", token(":50051", ":65536")),
        ("no server", token(#""server":"#, #""other":"#)),
        ("an API of null", token(#""vpn.example.com:8081""#, "null")),
        ("pins in one text", token("[]", #""abc""#)), ("pins of numbers", token("[]", "[1]")),
        ("a pin that is none", token("[]", #"["abc"]"#)), ("no pins at all", token(#""pins":[],"#, "")),
        ("a network that is none", token("harbor", "Harbor/../..")), ("a network in a list", token(#""harbor""#, "[]")),
        ("a key of a number", token(#""\#(Samples.secret(1).revealed())""#, "5")),
        ("a key that is none", token(Samples.secret(1).revealed(), "short")),
        ("nested without end", text(String(repeating: "[", count: 12_000))),
        ("a megabyte", String(repeating: "QUFB", count: 1 << 18)),
        (
            "a megabyte of blanks and more",
            String(repeating: " ", count: 1 << 20) + String(repeating: "A", count: 20_000)
        ),
    ]

    @Test(arguments: none.indices)
    func `that is none is refused with a remedy, and not repeated`(index: Int) throws {
        let (what, text) = Self.none[index]
        let error = try #require(throws: ModelError.self, "\(what)") { try AccessToken(parsing: text) }
        #expect([.invalidValue, .unsupported].contains(error.code), "\(what)")
        #expect(!error.remedy.isEmpty, "\(what)")
        #expect(!error.description.contains(Samples.secret(1).revealed()), "\(what)")
        #expect(error.description.utf8.count < 500, "\(what)")
        if text.utf8.count > 20 { #expect(!error.description.contains(text.prefix(20)), "\(what)") }
    }

    /// Of every length that base64 makes a difference of: with two signs of padding, one, and none.
    @Test(arguments: ["harbor", "harbor1", "harbor12"])
    func `that was cut anywhere is refused`(network: String) throws {
        let text = try Self.token(network).revealed()
        for length in 0..<text.count {
            #expect(throws: ModelError.self, "\(length) characters") {
                try AccessToken(parsing: String(text.prefix(length)))
            }
            if length > 0 {
                #expect(throws: ModelError.self, "without \(length) characters") {
                    try AccessToken(parsing: String(text.dropFirst(length)))
                }
            }
        }
    }

    @Test func `may be so long, and no longer`() throws {
        /// White space in the JSON changes nothing but its length.
        func text(ofLength length: Int) -> String {
            Self.text(Self.good + String(repeating: " ", count: length / 4 * 3 - Self.good.utf8.count))
        }
        let longest = text(ofLength: AccessToken.maximumLength)
        #expect(longest.utf8.count == AccessToken.maximumLength)
        #expect(try AccessToken(parsing: longest).pins.isEmpty)
        #expect(throws: ModelError.sample(.invalidValue)) {
            try AccessToken(parsing: text(ofLength: AccessToken.maximumLength + 4))
        }
    }

    @Test func `of a later release is refused as such`() {
        #expect(throws: ModelError.sample(.unsupported)) {
            try AccessToken(parsing: Self.text(#"{"version":2,"anything":"else"}"#))
        }
    }

    @Test func `is never printed`() throws {
        let token = try Self.token()
        var dumped = "\(token) \(String(reflecting: token))"
        dump(token, to: &dumped)
        #expect(!dumped.contains(token.key.revealed()))
    }
}
