import NetmakerCore
import Testing

/// Every way a value becomes text without being asked for its secret.
private func everyText(of value: some Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value)" + String(describing: value) + String(reflecting: value) + dumped
        + "\(Optional(value) as Any)\([value])"
}

@Suite struct `Secrets` {
    @Test func `a private key never prints`() throws {
        let key = PrivateKey.generate()
        #expect(!everyText(of: key).contains(key.base64RevealingSecret()))
    }

    @Test func `a preshared key never prints`() {
        let key = PresharedKey.generate()
        #expect(!everyText(of: key).contains(key.base64RevealingSecret()))
    }

    @Test func `an identity's private half never prints`() {
        let key = IdentityPrivateKey.generate()
        #expect(!everyText(of: key).contains(key.base64RevealingSecret()))
    }

    @Test func `an access key's secret never prints`() {
        let secret = Secret()
        #expect(!everyText(of: secret).contains(secret.revealed()))
    }

    @Test func `an access token prints without its key`() throws {
        let token = try Self.token()
        #expect(!everyText(of: token).contains(token.key.revealed()))
        #expect(!everyText(of: token).contains(try token.revealed()))
    }

    @Test func `a private key that does not parse is not repeated in the error`() throws {
        let nearly = String(PrivateKey.generate().base64RevealingSecret().dropLast(1))
        let error = #expect(throws: ModelError.self) { try PrivateKey(parsing: nearly) }
        #expect(error?.description.contains(nearly) == false)
    }

    @Test func `an access token comes back from its text`() throws {
        let token = try Self.token()
        let read = try AccessToken(parsing: token.revealed())
        #expect(read.network == token.network)
        #expect(read.server == token.server)
        #expect(read.pins == token.pins)
        #expect(read.key.hash == token.key.hash)
    }

    @Test(arguments: ["", "e30=", "bm8=", "!!!", "eyJ2ZXJzaW9uIjoxfQ==", String(repeating: "A", count: 1 << 20)])
    func `what is no access token is refused without being repeated`(text: String) {
        let error = #expect(throws: ModelError.self) { try AccessToken(parsing: text) }
        #expect(error?.field == "token")
        #expect((error?.description.utf8.count ?? .max) < 300)
    }

    private static func token() throws -> AccessToken {
        AccessToken(
            server: try ServerAddress(parsing: "203.0.113.10:50051"),
            api: try ServerAddress(parsing: "203.0.113.10:8081"),
            pins: [CertificatePin(subjectPublicKeyInfo: [1, 2, 3])], network: try NetworkName(parsing: "office"),
            key: Secret())
    }
}

@Suite struct `Keys` {
    /// RFC 7748, section 6.1: Alice's pair.
    @Test func `a private key leads to the public key of the standard`() throws {
        let alice = try PrivateKey(bytes: [
            0x77, 0x07, 0x6d, 0x0a, 0x73, 0x18, 0xa5, 0x7d, 0x3c, 0x16, 0xc1, 0x72, 0x51, 0xb2, 0x66, 0x45,
            0xdf, 0x4c, 0x2f, 0x87, 0xeb, 0xc0, 0x99, 0x2a, 0xb1, 0x77, 0xfb, 0xa5, 0x1d, 0xb9, 0x2c, 0x2a,
        ])
        #expect(alice.publicKey.description == "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=")
    }

    @Test func `a signature holds for its message and its key only`() throws {
        let signer = IdentityPrivateKey.generate()
        let signature = try signer.sign([1, 2, 3])
        #expect(signer.identityKey.isValidSignature(signature, for: [1, 2, 3]))
        #expect(!signer.identityKey.isValidSignature(signature, for: [1, 2, 4]))
        #expect(!IdentityPrivateKey.generate().identityKey.isValidSignature(signature, for: [1, 2, 3]))
        #expect(!signer.identityKey.isValidSignature(Array(signature.dropLast()), for: [1, 2, 3]))
    }

    @Test func `a private key comes back from its text`() throws {
        let key = PrivateKey.generate()
        #expect(try PrivateKey(parsing: key.base64RevealingSecret()).publicKey == key.publicKey)
    }
}

@Suite struct `Names made of host names` {
    @Test(arguments: [
        ("db-1", "db-1"), ("DB_1.example.org", "db-1"), ("---", "node"), ("", "node"), ("naïve host", "na-ve-host"),
        (String(repeating: "x", count: 80), String(repeating: "x", count: 63)),
    ])
    func `are the nearest label`(hostname: String, name: String) {
        #expect(NodeName(adapting: hostname).description == name)
    }

    @Test func `stay labels when numbered`() throws {
        let longest = NodeName(adapting: String(repeating: "x", count: 63)).numbered(12)
        #expect(try NodeName(parsing: longest.description) == longest)
        #expect(longest.description.hasSuffix("-12"))
    }
}
