import FoundationEssentials
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `An access token` {
    private static func token() throws -> AccessToken {
        AccessToken(
            server: try ServerAddress(parsing: "vpn.example.com:50051"),
            api: try ServerAddress(parsing: "vpn.example.com:8081"),
            pins: [CertificatePin(subjectPublicKeyInfo: [1, 2, 3])], network: Samples.networkName(),
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

    @Test(arguments: ["", "not base64!", text("[]"), text("{}"), text(#"{"version":1}"#), text(#"{"version":0}"#)])
    func `that is none is refused, and not repeated`(text: String) {
        let error = #expect(throws: ModelError.self) { try AccessToken(parsing: text) }
        #expect(error?.description.contains("!") == false)
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
