internal import Crypto
internal import DurableFiles
public import NetmakerCore

/// The server's own TLS identity at rest: `tls-identity.pem`, and while a rotation is under way `tls-next-key.pem`,
/// both 0600.
public struct TLSFiles: Sendable {
    private static let limit = 65_536

    private let identityPath: String
    private let nextPath: String
    private let hosts: [String]

    /// - Parameters:
    ///   - folder: the server's data directory.
    ///   - hosts: names and addresses by which the server is reached, for new certificates.
    public init(folder: String, hosts: [String]) {
        identityPath = folder + "/tls-identity.pem"
        nextPath = folder + "/tls-next-key.pem"
        self.hosts = hosts
    }

    /// The identity there is, or a new one. A succession that is over is left behind: the key then signs itself.
    ///
    /// - Throws: `TLSError.Code.unreadable` when what is there is no identity, `FileError` when it cannot be read or
    ///   written. Nothing that is there is overwritten then.
    public func identity(now: Timestamp) throws -> TLSIdentity {
        guard AtomicFile.exists(identityPath) else {
            let identity = try TLSIdentity(hosts: hosts, now: now)
            try store(identity)
            return identity
        }
        let identity = try read(identityPath) { try TLSIdentity(pem: $0) }
        guard let until = identity.succeedsUntil, until <= now else { return identity }
        let settled = try TLSIdentity(selfSigning: identity.key, hosts: hosts, now: now)
        try store(settled)
        return settled
    }

    /// The key that the next rotation will show; nil when none is prepared.
    func nextKey(after identity: TLSIdentity) throws -> P256.Signing.PrivateKey? {
        guard AtomicFile.exists(nextPath) else { return nil }
        let key = try read(nextPath) { try P256.Signing.PrivateKey(pemRepresentation: $0) }
        guard TLSIdentity.pin(of: key) != identity.pin else {
            // The server stopped between the switch and this.
            try AtomicFile.remove(nextPath)
            return nil
        }
        return key
    }

    /// Makes the key that the next rotation will show, unless there is one.
    func prepareNextKey(after identity: TLSIdentity) throws -> P256.Signing.PrivateKey {
        if let key = try nextKey(after: identity) { return key }
        let key = P256.Signing.PrivateKey()
        try AtomicFile.write(Array(key.pemRepresentation.utf8), to: nextPath, mode: 0o600)
        return key
    }

    /// Makes the prepared key the server's identity.
    func succeed(_ identity: TLSIdentity, with key: P256.Signing.PrivateKey, now: Timestamp) throws -> TLSIdentity {
        let successor = try identity.successor(key: key, hosts: hosts, now: now)
        try store(successor)
        try AtomicFile.remove(nextPath)
        return successor
    }

    private func store(_ identity: TLSIdentity) throws {
        try AtomicFile.write(Array(identity.pemRevealingKey().utf8), to: identityPath, mode: 0o600)
    }

    private func read<Value>(_ path: String, as value: (String) throws -> Value) throws -> Value {
        let text = String(decoding: try AtomicFile.read(path, limit: Self.limit), as: UTF8.self)
        do {
            return try value(text)
        } catch let error as TLSError {
            throw error
        } catch {
            throw TLSError.unreadable("\(error)", in: path)
        }
    }
}
