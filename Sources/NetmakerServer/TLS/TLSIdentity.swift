internal import Crypto
internal import Foundation
internal import NIOSSL
public import NetmakerCore
internal import PinnedTLS
internal import SwiftASN1
internal import X509

/// A TLS identity the server made itself: a P-256 key, and a certificate for it that nobody has to trust but by its
/// pin.
///
/// After a rotation the certificate is signed by the key before, whose own certificate comes along: so those who know
/// only the old key's pin accept the new one (`PinnedCertificateCheck`).
public struct TLSIdentity: Sendable {
    /// How long a certificate is valid, ten years: replacing it is a matter of rotation, not of a calendar.
    public static let validity: Duration = .seconds(3652 * 86_400)
    /// For how long the old key vouches for the new one after a rotation.
    public static let succession: Duration = .seconds(30 * 86_400)
    /// How far the validity reaches back, for clients whose clock is behind.
    private static let clockSlack: Duration = .seconds(86_400)

    let key: P256.Signing.PrivateKey
    /// The key's own certificate, and the self-signed one of the key that signed it if that is another.
    let chain: [Certificate]

    init(key: P256.Signing.PrivateKey, chain: [Certificate]) {
        self.key = key
        self.chain = chain
    }

    /// A new identity that signs itself.
    ///
    /// - Parameter hosts: names and addresses by which the server is reached.
    public init(hosts: [String], now: Timestamp) throws {
        try self.init(selfSigning: P256.Signing.PrivateKey(), hosts: hosts, now: now)
    }

    init(selfSigning key: P256.Signing.PrivateKey, hosts: [String], now: Timestamp) throws {
        self.init(key: key, chain: [try Self.certificate(for: key, hosts: hosts, now: now, signedBy: key)])
    }

    /// This identity's successor: another key, whose certificate this one's key signs.
    func successor(key next: P256.Signing.PrivateKey, hosts: [String], now: Timestamp) throws -> TLSIdentity {
        TLSIdentity(
            key: next,
            chain: [
                try Self.certificate(for: next, hosts: hosts, now: now, signedBy: key),
                try Self.certificate(for: key, hosts: hosts, now: now, signedBy: key),
            ])
    }

    /// The pin by which agents and people know the key.
    public var pin: CertificatePin { Self.pin(of: key) }

    static func pin(of key: P256.Signing.PrivateKey) -> CertificatePin {
        CertificatePin(subjectPublicKeyInfo: key.publicKey.derRepresentation)
    }

    /// Until when the key before vouches for this one; nil when there is none.
    var succeedsUntil: Timestamp? {
        guard chain.count > 1, let own = chain.first else { return nil }
        let made = Timestamp(millisecondsSince1970: Int64(own.notValidBefore.timeIntervalSince1970 * 1000))
        return made + Self.clockSlack + Self.succession
    }

    private static func certificate(
        for key: P256.Signing.PrivateKey, hosts: [String], now: Timestamp, signedBy issuer: P256.Signing.PrivateKey
    ) throws -> Certificate {
        let isSelfSigned = key.publicKey.rawRepresentation == issuer.publicKey.rawRepresentation
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey),
            notValidBefore: Date(now - clockSlack), notValidAfter: Date(now + validity),
            issuer: try name(of: issuer), subject: try name(of: key), signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                if isSelfSigned {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
                } else {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(KeyUsage(digitalSignature: true))
                }
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(hosts.map(GeneralName.init(host:)))
            },
            issuerPrivateKey: .init(issuer))
    }

    /// Names differ by key, so that no verifier takes the old certificate for the new one's.
    private static func name(of key: P256.Signing.PrivateKey) throws -> DistinguishedName {
        try DistinguishedName { CommonName("nm-server \(pin(of: key).description.dropFirst(8).prefix(12))") }
    }
}

extension GeneralName {
    fileprivate init(host: String) {
        switch try? IPAddress(parsing: host) {
        case .v4(let address):
            self = .ipAddress(
                ASN1OctetString(contentBytes: withUnsafeBytes(of: address.rawValue.bigEndian) { [UInt8]($0)[...] }))
        case .v6(let address):
            self = .ipAddress(
                ASN1OctetString(contentBytes: withUnsafeBytes(of: address.rawValue.bigEndian) { [UInt8]($0)[...] }))
        case nil:
            self = .dnsName(host)
        }
    }
}

extension Date {
    fileprivate init(_ time: Timestamp) {
        self.init(timeIntervalSince1970: Double(time.millisecondsSince1970) / 1000)
    }
}
