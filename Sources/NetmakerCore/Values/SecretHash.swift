/// The SHA-256 of a `Secret`. Looked up by equality: an attacker who can time the lookup learns a prefix of a hash,
/// from which nothing leads back to 256 random bits.
public struct SecretHash: Hashable, Sendable, Codable {
    let digest: [UInt8]

    init(digest: [UInt8]) { self.digest = digest }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = Base64URL.decode(try container.decode(String.self)), digest.count == 32 else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a SHA-256 in base64url")
        }
        self.digest = digest
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Base64URL.encode(digest))
    }
}
