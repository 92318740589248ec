internal import Crypto
internal import NetmakerCore
internal import SwiftASN1
internal import X509

/// The form in which an identity is kept: one PEM text, the key first.
extension TLSIdentity {
    /// The text with the private key in it, for the one 0600 file that keeps it.
    func pemRevealingKey() throws -> String {
        ([key.pemRepresentation] + (try chain.map { try $0.serializeAsPEM().pemString })).joined(separator: "\n") + "\n"
    }

    /// - Throws: when the text does not hold a P-256 key and one or two certificates, the first for that key.
    init(pem text: String) throws {
        let documents = try PEMDocument.parseMultiple(pemString: text)
        guard let first = documents.first, (2...3).contains(documents.count) else {
            throw TLSError.unreadable("it holds \(documents.count) PEM documents, not a key and its certificates")
        }
        let key = try P256.Signing.PrivateKey(pemRepresentation: first.pemString)
        let chain = try documents.dropFirst().map { try Certificate(pemDocument: $0) }
        guard chain.first?.publicKey == Certificate.PublicKey(key.publicKey) else {
            throw TLSError.unreadable("its certificate is for another key")
        }
        self.init(key: key, chain: chain)
    }
}
