public import NIOCore
public import NIOSSL
public import NetmakerCore
internal import SwiftASN1
internal import X509

/// Decides by pins alone whether a TLS server is the one that was meant. Names, dates and authorities do not count: the
/// pins came by a way that is trusted already, and a machine without a clock must be able to connect.
public struct PinnedCertificateCheck: Sendable {
    /// The keys by which the server is known.
    public let pins: Set<CertificatePin>

    /// - Parameter pins: no pins accept no server.
    public init(pins: some Sequence<CertificatePin>) { self.pins = Set(pins) }

    /// Whether the server's key is pinned, or its certificate is signed by a pinned key whose certificate comes along:
    /// so a server that changed its key is still known to those who only know the old one.
    ///
    /// - Parameter chain: what the server showed, its own certificate first.
    /// - Throws: `PinnedTLSError` with the pin of what was shown.
    public func verify(_ chain: [NIOSSLCertificate]) throws(PinnedTLSError) {
        guard let shown = chain.first else { throw .noCertificate }
        let pin = try CertificatePin(of: shown)
        if pins.contains(pin) { return }
        for issuer in chain.dropFirst() where pins.contains(try CertificatePin(of: issuer)) {
            if Self.didSign(issuer, shown) { return }
        }
        throw .foreignKey(shown: pin)
    }

    /// The same as a verification callback of NIOSSL. The callback must not be combined with a configuration that
    /// verifies nothing: it would not be called.
    public func verify(_ chain: [NIOSSLCertificate], promise: EventLoopPromise<NIOSSLVerificationResult>) {
        do {
            try verify(chain)
            promise.succeed(.certificateVerified)
        } catch {
            promise.fail(error)
        }
    }

    private static func didSign(_ issuer: NIOSSLCertificate, _ subject: NIOSSLCertificate) -> Bool {
        guard let issuer = try? Certificate(derEncoded: issuer.toDERBytes()),
            let subject = try? Certificate(derEncoded: subject.toDERBytes())
        else { return false }
        return issuer.publicKey.isValidSignature(subject.signature, for: subject)
    }
}
