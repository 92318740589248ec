import NetmakerCore

extension ParserCase {
    private static let key = "6e7Xw3W2lqv0y0m1n0xq2o0bT8yq4r2ZqJbYp1aQm3M="

    static let keys = [
        ParserCase(
            PublicKey.self, accepted: [key],
            refused: [
                "", "abc", String(key.dropLast()), key + "=", "\(key)\n", " \(key)",
                // The same 32 bytes by a lenient reader: bits beyond them are set in the last character.
                String(key.dropLast(2)) + "N=",
                // 32 bytes in the alphabet of URLs.
                key.replacing("6", with: "_"),
            ]),
        ParserCase(IdentityKey.self, accepted: [key], refused: ["", key + key]),
        ParserCase(
            CertificatePin.self, accepted: ["sha256//\(key)"],
            refused: ["", "sha256//", "sha1//\(key)", "sha256//AAAA"]),
    ]
}
