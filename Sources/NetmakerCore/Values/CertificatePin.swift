internal import Crypto
internal import FoundationEssentials

/// The fingerprint by which a server's TLS key is known: SHA-256 of the certificate's SubjectPublicKeyInfo, written as
/// curl's `--pinnedpubkey` takes it, `sha256//<base64>`. The prefix may be left out when read.
public struct CertificatePin: ParsableValue {
    /// The SHA-256 itself, 32 bytes.
    public let bytes: [UInt8]

    /// The pin of a key given as the DER bytes of its SubjectPublicKeyInfo (RFC 5280, section 4.1).
    public init(subjectPublicKeyInfo: some Sequence<UInt8>) {
        bytes = Array(SHA256.hash(data: Array(subjectPublicKeyInfo)))
    }

    /// - Throws: `ModelError.Code.invalidValue` unless there are exactly 32 bytes.
    public init(bytes: some Collection<UInt8>) throws(ModelError) {
        guard bytes.count == 32 else {
            throw ModelError(
                .invalidValue, field: "pin", message: "a certificate pin has \(bytes.count) bytes",
                remedy: "give exactly 32 bytes")
        }
        self.bytes = Array(bytes)
    }

    /// - Throws: `ModelError.Code.invalidValue` when the text is not the base64 of 32 bytes.
    public init(parsing text: String) throws(ModelError) {
        let base64 = text.hasPrefix("sha256//") ? String(text.dropFirst(8)) : text
        guard let hash = KeyBytes(base64: base64) else {
            throw .invalid(
                text, isNot: "a certificate pin", field: "pin",
                remedy: "give it as the server printed it: sha256// and 44 characters of base64")
        }
        bytes = hash.withUnsafeBytes { Array($0) }
    }

    public var description: String { "sha256//" + Data(bytes).base64EncodedString() }
}
