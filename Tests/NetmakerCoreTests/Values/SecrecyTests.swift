import FoundationEssentials
import NetmakerCore
import NetmakerTesting
import Testing

/// A value that must not print, and the texts of what it hides.
struct SecretCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let value: any Sendable
    let hidden: [String]

    init(_ value: some Redacted & Sendable, base64: String) {
        testDescription = "\(type(of: value))"
        self.value = value
        // Its text, and its bytes as a dump of an array or of numbers would show them.
        let bytes = Data(base64Encoded: base64) ?? Data()
        let words = stride(from: 0, to: bytes.count, by: 8).map { start in
            bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        hidden = [base64, "\(Array(bytes).prefix(4))".trimming(1)] + words.map { String($0) }
    }
}

extension String {
    fileprivate func trimming(_ count: Int) -> String { String(dropFirst(count).dropLast(count)) }
}

/// Every way a value becomes text without being asked for its secret.
private func everyText(of value: some Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    dump([value], to: &dumped)
    dump((value, 1), to: &dumped)
    let children = Mirror(reflecting: value).children.map { "\($0.value)" }.joined()
    return "\(value)" + String(describing: value) + String(reflecting: value) + dumped + children
        + "\(Optional(value) as Any)\([value])"
}

@Suite struct `Secrets` {
    static let secrets: [SecretCase] = {
        let privateKey = PrivateKey.generate()
        let presharedKey = PresharedKey.generate()
        let identity = IdentityPrivateKey.generate()
        let secret = Secret()
        let padded = secret.revealed().replacing("-", with: "+").replacing("_", with: "/") + "="
        return [
            SecretCase(privateKey, base64: privateKey.base64RevealingSecret()),
            SecretCase(presharedKey, base64: presharedKey.base64RevealingSecret()),
            SecretCase(identity, base64: identity.base64RevealingSecret()),
            SecretCase(secret, base64: padded),
        ]
    }()

    @Test(arguments: secrets)
    func `never print`(secret: SecretCase) {
        let text = everyText(of: secret.value)
        for hidden in secret.hidden {
            #expect(!text.contains(hidden))
        }
        #expect(text.contains("(redacted)"))
    }

    @Test(arguments: secrets)
    func `are neither coded nor hashed`(secret: SecretCase) {
        #expect(!(secret.value is any Encodable))
        #expect(!(secret.value is any Hashable))
    }

    @Test(arguments: secrets)
    func `never print inside another value`(secret: SecretCase) {
        struct Holder {
            let name = "holder"
            let secret: any Sendable
        }
        let text = everyText(of: Holder(secret: secret.value))
        for hidden in secret.hidden {
            #expect(!text.contains(hidden))
        }
    }

    @Test func `of which a password's hash is one never print`() {
        let hash = PasswordHash(
            cost: 2, blockSize: 1, parallelization: 1, salt: [171, 172, 173], derivedKey: [201, 202, 203])
        let text = everyText(of: hash)
        for number in hash.salt + hash.derivedKey { #expect(!text.contains("\(number)")) }
        #expect(text.contains("(redacted)"))
    }

    @Test func `an access key's secret keeps its text`() throws {
        let secret = Secret()
        let again = try Secret(parsing: secret.revealed())
        #expect(again.revealed() == secret.revealed())
        #expect(again.hash == secret.hash)
        #expect(Secret().hash != secret.hash)
    }

    @Test func `a secret that does not parse is not repeated in the error`() {
        let nearly = String(PrivateKey.generate().base64RevealingSecret().dropLast(2))
        let errors = [
            #expect(throws: ModelError.self) { try PrivateKey(parsing: nearly) },
            #expect(throws: ModelError.self) { try PresharedKey(parsing: nearly) },
            #expect(throws: ModelError.self) { try IdentityPrivateKey(parsing: nearly) },
            #expect(throws: ModelError.self) { try Secret(parsing: nearly) },
        ]
        for error in errors {
            #expect(error?.field != nil)
            #expect(error?.description.contains(nearly) == false)
        }
    }
}

@Suite struct `What is shown of others' words` {
    private static let key = "oK56D/E99WUM3iW8b5T/gVBY2WSV/k7kKqpFGTXjYh0="

    @Test(arguments: [
        ("/api/v1/networks/harbor/nodes/machine-1", "/api/v1/networks/harbor/nodes/machine-1"),
        ("/api/v1/networks/Harbor-A/keys/My-Key", "/api/v1/networks/Harbor-A/keys/My-Key"),
        ("/api/v1/networks/Main/East", "/api/v1/networks/Main/East"),
        // Whole, in escapes, and parted by its slashes.
        ("/networks/harbor/gVBY2WSVk7kKqpFGTXjYh0", "/networks/.../..."),
        ("/networks/harbor/oK56D%2FE99WUM3iW8b5T", "/networks/.../..."),
        ("/networks/harbor/keys/\(key)", "/networks/harbor/.../.../.../.../..."),
        // No part of it is long, or it has parts without capitals.
        ("/networks/harbor/keys/oK56DE99/W8b5TgVBY2WS", "/networks/harbor/.../.../..."),
        ("/networks/keys/gVBY2WSVk7kKqpFGTXjYh0/x9y/qrst/4Z", "/networks/.../.../.../.../..."),
    ]) func `holds no part of a secret in a path`(_ path: String, _ shown: String) {
        #expect(ShownText(path: path).description == shown)
    }

    @Test func `holds no part of any key but a plain word, wherever it has its slashes`() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let key = Data((0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }).base64EncodedString()
            let shown = ShownText(path: "/networks/harbor/keys/\(key)").description
            #expect(shown.allSatisfy { ("a"..."z").contains($0) || "/.".contains($0) }, "\(shown)")
            #expect(shown.count { ("a"..."z").contains($0) } < "networksharbor".count + 8, "\(shown)")

            let escaped = key.replacing("/", with: "%2F").replacing("+", with: "%2B").replacing("=", with: "%3D")
            #expect(ShownText(path: "/networks/harbor/keys/\(escaped)").description == "/networks/harbor/.../...")
            #expect(ShownText("key \(escaped)").description == "key ...")
            #expect(ShownText("key \(key)").description == "key ...")
        }
    }
}

@Suite struct `Access tokens` {
    @Test func `print without their key`() throws {
        let token = try Self.token()
        #expect(!everyText(of: token).contains(token.key.revealed()))
        #expect(!everyText(of: token).contains(try token.revealed()))
    }

    @Test func `come back from their text`() throws {
        let token = try Self.token()
        let read = try AccessToken(parsing: token.revealed())
        #expect(read.network == token.network)
        #expect(read.server == token.server)
        #expect(read.pins == token.pins)
        #expect(read.key.hash == token.key.hash)
    }

    @Test(arguments: ["", "e30=", "bm8=", "!!!", "eyJ2ZXJzaW9uIjoxfQ==", String(repeating: "A", count: 1 << 20)])
    func `are refused without being repeated when they are none`(text: String) {
        let error = #expect(throws: ModelError.self) { try AccessToken(parsing: text) }
        #expect(error?.field == "token")
        #expect((error?.description.utf8.count ?? .max) < 300)
    }

    private static func token() throws -> AccessToken {
        AccessToken(
            server: try ServerAddress(parsing: "203.0.113.10:50051"),
            api: try ServerAddress(parsing: "203.0.113.10:8081"),
            pins: [CertificatePin(subjectPublicKeyInfo: [1, 2, 3])], network: try NetworkName(parsing: "harbor"),
            key: Secret())
    }
}
