internal import Crypto
public import NIOCertificateReloading
public import NIOSSL
public import NetmakerCore
internal import PinnedTLS
internal import SwiftASN1
internal import Synchronization
internal import X509

/// The certificates and the key that the server's listeners show. Every new connection asks for them, so that another
/// identity is shown without listening anew; connections there are go on as they are.
public final class ServedIdentity: CertificateReloader, Sendable {
    fileprivate struct Shown: Sendable {
        let chain: [NIOSSLCertificate]
        let key: NIOSSLPrivateKey
        let pin: CertificatePin
        /// Until when all of the chain is shown, and not the own certificate only; nil for ever.
        let until: Timestamp?
    }
    private let shown: Mutex<Shown>
    private let wallClock: any WallClock

    /// Shows an identity the server made itself.
    public init(_ identity: TLSIdentity, wallClock: any WallClock = SystemWallClock()) throws {
        shown = Mutex(try Shown(of: identity))
        self.wallClock = wallClock
    }

    /// Shows a certificate that somebody else signed.
    ///
    /// - Parameters:
    ///   - certificateFile: PEM, the server's own certificate first.
    ///   - keyFile: PEM, the key of that certificate.
    /// - Throws: when a file cannot be read, or holds something else.
    public init(certificateFile: String, keyFile: String) throws {
        let chain = try NIOSSLCertificate.fromPEMFile(certificateFile)
        guard let own = chain.first else { throw TLSError.unreadable("it holds no certificate", in: certificateFile) }
        let key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
        shown = Mutex(Shown(chain: chain, key: key, pin: try CertificatePin(of: own), until: nil))
        wallClock = SystemWallClock()
    }

    /// Shows another identity from now on.
    public func show(_ identity: TLSIdentity) throws {
        let next = try Shown(of: identity)
        shown.withLock { $0 = next }
    }

    /// The pin of the key that is shown.
    public var pin: CertificatePin { shown.withLock { $0.pin } }

    public var sslContextConfigurationOverride: NIOSSLContextConfigurationOverride {
        let shown = shown.withLock { $0 }
        var override = NIOSSLContextConfigurationOverride()
        let isOver = shown.until.map { $0 <= wallClock.now } ?? false
        override.certificateChain = shown.chain.prefix(isOver ? 1 : .max).map { .certificate($0) }
        override.privateKey = .privateKey(shown.key)
        return override
    }

    /// For a listener that takes a configuration.
    public func configuration() throws -> TLSConfiguration {
        var configuration = try TLSConfiguration.makeServerConfiguration(certificateReloader: self)
        configuration.minimumTLSVersion = .tlsv12
        return configuration
    }
}

extension ServedIdentity.Shown {
    fileprivate init(of identity: TLSIdentity) throws {
        chain = try identity.chain.map { certificate in
            try NIOSSLCertificate(bytes: Array(certificate.serializeAsPEM().derBytes), format: .der)
        }
        key = try NIOSSLPrivateKey(bytes: Array(identity.key.derRepresentation), format: .der)
        pin = identity.pin
        until = identity.succeedsUntil
    }
}
