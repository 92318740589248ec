import FoundationEssentials
import NetmakerCore
import Testing

/// The bytes of a hexadecimal text, as the standards print them.
private func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal)
    return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
}

@Suite struct `WireGuard keys` {
    /// RFC 7748, section 6.1: Alice's and Bob's pairs.
    @Test(arguments: [
        (
            "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
            "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
        ),
        (
            "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
        ),
    ])
    func `a private key leads to the public key of the standard`(privateKey: String, publicKey: String) throws {
        #expect(try PrivateKey(bytes: bytes(privateKey)).publicKey.bytes == bytes(publicKey))
    }

    @Test func `a private key is clamped as the kernel keeps it, and leads to the same public key`() throws {
        let raw = Array(repeating: UInt8(0xFF), count: 32)
        var clamped = raw
        clamped[0] = 0xF8
        clamped[31] = 0x7F
        let key = try PrivateKey(bytes: raw)
        #expect(key.withUnsafeBytes { Array($0) } == clamped)
        #expect(key.publicKey == (try PrivateKey(bytes: clamped).publicKey))
    }

    @Test func `a private key comes back from its text`() throws {
        let key = PrivateKey.generate()
        let again = try PrivateKey(parsing: key.base64RevealingSecret())
        #expect(again.publicKey == key.publicKey)
        #expect(again.withUnsafeBytes { Array($0) } == key.withUnsafeBytes { Array($0) })
    }

    @Test func `no two generated keys are alike`() {
        #expect(PrivateKey.generate().publicKey != PrivateKey.generate().publicKey)
        #expect(!PresharedKey.generate().isEqual(to: PresharedKey.generate()))
    }

    @Test func `a preshared key equals itself, and no key that differs in one bit`() throws {
        let key = PresharedKey.generate()
        #expect(key.isEqual(to: try PresharedKey(parsing: key.base64RevealingSecret())))
        for bit in 0..<256 {
            var other = key.withUnsafeBytes { Array($0) }
            other[bit / 8] ^= 1 << (bit % 8)
            #expect(!key.isEqual(to: try PresharedKey(bytes: other)))
        }
    }

    @Test func `a public key keeps its bytes in order`() throws {
        let ordered = try PublicKey(bytes: Array(0..<32))
        #expect(ordered.bytes == Array(0..<32))
        #expect(ordered.withUnsafeBytes { Array($0) } == Array(0..<32))
        #expect(ordered.description == "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    }

    @Test func `public keys are ordered by their bytes, the first counting most`() throws {
        let low = try PublicKey(bytes: [0, 0xFF] + Array(repeating: 0xFF, count: 30))
        let high = try PublicKey(bytes: [1, 0] + Array(repeating: 0, count: 30))
        #expect(low < high)
        #expect(!(high < low))
        #expect(!(low < low))
    }

    @Test(arguments: [0, 31, 33])
    func `no key has another number of bytes`(count: Int) {
        let bytes = Array(repeating: UInt8(7), count: count)
        #expect(throws: ModelError.self) { try PublicKey(bytes: bytes) }
        #expect(throws: ModelError.self) { try PrivateKey(bytes: bytes) }
        #expect(throws: ModelError.self) { try PresharedKey(bytes: bytes) }
        #expect(throws: ModelError.self) { try IdentityKey(bytes: bytes) }
    }
}

@Suite struct `Identity keys` {
    /// RFC 8032, section 7.1: TEST 1 and TEST 3.
    static let vectors = [
        Vector(
            secret: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            message: "",
            signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555f"
                + "b8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        Vector(
            secret: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            message: "af82",
            signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18"
                + "ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ]

    struct Vector: Sendable {
        let secret: String
        let publicKey: String
        let message: String
        let signature: String
    }

    @Test(arguments: vectors)
    func `a private key leads to the public key of the standard`(vector: Vector) throws {
        let signer = try IdentityPrivateKey(parsing: Data(bytes(vector.secret)).base64EncodedString())
        #expect(signer.identityKey.bytes == bytes(vector.publicKey))
    }

    @Test(arguments: vectors)
    func `the signature of the standard holds, and no other`(vector: Vector) throws {
        let key = try IdentityKey(bytes: bytes(vector.publicKey))
        let signature = bytes(vector.signature)
        #expect(key.isValidSignature(signature, for: bytes(vector.message)))
        for byte in signature.indices {
            var forged = signature
            forged[byte] ^= 1
            #expect(!key.isValidSignature(forged, for: bytes(vector.message)))
        }
    }

    @Test func `a signature holds for its message and its key only`() throws {
        let signer = IdentityPrivateKey.generate()
        let signature = try signer.sign([1, 2, 3])
        #expect(signature.count == 64)
        #expect(signer.identityKey.isValidSignature(signature, for: [1, 2, 3]))
        #expect(!signer.identityKey.isValidSignature(signature, for: [1, 2, 4]))
        #expect(!IdentityPrivateKey.generate().identityKey.isValidSignature(signature, for: [1, 2, 3]))
    }

    @Test(arguments: [0, 63, 65])
    func `a signature of another length never holds`(count: Int) {
        let key = IdentityPrivateKey.generate().identityKey
        #expect(!key.isValidSignature(Array(repeating: 0, count: count), for: []))
    }

    @Test func `bytes that are no point of the curve verify nothing`() throws {
        let key = try IdentityKey(bytes: Array(repeating: 0xFF, count: 32))
        #expect(!key.isValidSignature(Array(repeating: 0, count: 64), for: []))
    }
}
