import FoundationEssentials
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Uses of a key` {
    @Test func `are a number or a word`() throws {
        let uses = try JSONDecoder().decode([AccessKeyUses].self, from: Data(#"[3, "unlimited"]"#.utf8))

        #expect(uses == [.limited(3), .unlimited])
        #expect(String(decoding: try JSONEncoder().encode(uses), as: UTF8.self) == #"[3,"unlimited"]"#)
    }

    @Test(arguments: [#"[-1]"#, #"["many"]"#, #"[true]"#, #"[1.5]"#])
    func `are nothing else`(_ json: String) {
        #expect(throws: (any Error).self) { try JSONDecoder().decode([AccessKeyUses].self, from: Data(json.utf8)) }
    }
}

@Suite struct `The tag of a revision` {
    @Test func `reads as it was written`() throws {
        #expect(try EntityTag(parsing: EntityTag(Revision(12)).description).revision == Revision(12))
    }

    @Test(arguments: ["12", "\"\"", "\"", "W/\"12\"", "\"x\"", "\"1\", \"2\"", ""])
    func `is quoted, strong and one`(_ text: String) {
        #expect(throws: ModelError.self) { try EntityTag(parsing: text) }
    }
}

@Suite struct `Who is meant` {
    @Test func `is an id or a name`() throws {
        #expect(try NodeReference(parsing: "machine-1").id == nil)
        #expect(try NodeReference(parsing: "machine-1").name?.description == "machine-1")
    }

    @Test func `may be both`() throws {
        let reference = try NodeReference(parsing: "0123456789abcdef")

        #expect(reference.id?.rawValue == 0x0123_4567_89AB_CDEF)
        #expect(reference.name?.description == "0123456789abcdef")
    }

    @Test(arguments: ["", "..", "a/b", "A", "a b"]) func `is no other text`(_ text: String) {
        #expect(throws: ModelError.self) { try NodeReference(parsing: text) }
    }
}

@Suite struct `The address of a server` {
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let address: String
        var testDescription: String { text }
    }

    static let cases = [
        Case(text: "https://vpn.example.org", address: "vpn.example.org:443"),
        Case(text: "https://vpn.example.org:8081/", address: "vpn.example.org:8081"),
        Case(text: "HTTPS://VPN.example.org", address: "vpn.example.org:443"),
        Case(text: "vpn.example.org", address: "vpn.example.org:8081"),
        Case(text: "192.0.2.1:9000", address: "192.0.2.1:9000"),
        Case(text: "https://[2001:db8::1]", address: "[2001:db8::1]:443"),
        Case(text: "[2001:db8::1]:9000", address: "[2001:db8::1]:9000"),
    ]

    @Test(arguments: cases) func `is read as people write it`(_ example: Case) throws {
        #expect(try ServerAddress(parsingURL: example.text).description == example.address)
    }

    @Test(arguments: ["http://vpn.example.org", "https://", "", "https://a/b", "ftp://a", "https://user@host"])
    func `is nothing else`(_ text: String) {
        #expect(throws: ModelError.self) { try ServerAddress(parsingURL: text) }
    }
}

@Suite struct `Secrets in the contract` {
    @Test func `print as nothing`() {
        let session = SessionResource(
            user: Samples.userName(), token: ConfidentialText("the-token"), expiresAt: Samples.time)
        let request = LoginRequest(user: Samples.userName(), password: ConfidentialText("the-password"))

        #expect(!"\(session) \(request)".contains("the-"))
        var dumped = ""
        dump(session, to: &dumped)
        dump(request, to: &dumped)
        #expect(!dumped.contains("the-"))
    }

    @Test func `are in no list of keys`() throws {
        let key = Samples.accessKey(1)
        let text = String(decoding: try JSONEncoder().encode(AccessKeyResource(key)), as: UTF8.self)
        let hash = String(decoding: try JSONEncoder().encode([key.secretHash]), as: UTF8.self).dropFirst(2).dropLast(2)

        #expect(!text.contains(hash))
    }
}
