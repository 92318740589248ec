public import NIOSSL
public import NetmakerCore

extension CertificatePin {
    /// The pin of a certificate's key.
    ///
    /// - Throws: `PinnedTLSError.Code.unreadable` when the certificate holds no key that can be written.
    public init(of certificate: NIOSSLCertificate) throws(PinnedTLSError) {
        do {
            self.init(subjectPublicKeyInfo: try certificate.extractPublicKey().toSPKIBytes())
        } catch {
            throw .unreadable(error)
        }
    }
}
