internal import DurableFiles
internal import Logging
internal import NetmakerCore

/// The files of one network.
struct MembershipFiles: Sendable {
    let folder: AgentFolder
    let network: NetworkName

    private static let limit = 65_536

    func path(_ file: AgentFolder.File) -> String { folder.path(of: file, network) }

    // MARK: Credential and key

    /// Whether the machine is a node of the network.
    var isMember: Bool { AtomicFile.exists(path(.credential)) }

    /// - Throws: `AgentError`; `.notMember` when there is none.
    func credential() throws -> Credential {
        guard isMember else { throw AgentError.notMember(of: network) }
        return try read(path(.credential)) { try Credential(decoding: $0) }
    }

    /// The interface as far as the files say: one that is damaged may be made up for by another. Nil when none does.
    var knownInterface: InterfaceName? {
        (try? credential())?.interface ?? (try? readMap())?.map?.configuration.interface
    }

    func save(_ credential: Credential) throws {
        try AtomicFile.write(try credential.encodedRevealingSecret(), to: path(.credential), mode: 0o600)
    }

    /// The WireGuard private key.
    func key() throws -> PrivateKey {
        try read(path(.key)) { bytes in
            try PrivateKey(parsing: String(String(decoding: bytes, as: UTF8.self).prefix { $0 != "\n" }))
        }
    }

    func save(_ key: PrivateKey) throws {
        try AtomicFile.write(Array("\(key.base64RevealingSecret())\n".utf8), to: path(.key), mode: 0o600)
    }

    /// The key that follows; nil when none was made. One that cannot be read is none: another is made in its place.
    func nextKey(_ logger: Logger) -> PrivateKey? {
        let path = folder.nextKey(network)
        guard AtomicFile.exists(path) else { return nil }
        do {
            return try read(path) { bytes in
                try PrivateKey(parsing: String(String(decoding: bytes, as: UTF8.self).prefix { $0 != "\n" }))
            }
        } catch {
            logger.warning("The key that follows cannot be read", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    func save(next key: PrivateKey) throws {
        try AtomicFile.write(
            Array("\(key.base64RevealingSecret())\n".utf8), to: folder.nextKey(network), mode: 0o600)
    }

    /// Puts the key that follows in the place of the present one. After a crash in between it is done again.
    func adopt(next key: PrivateKey) throws {
        try save(key)
        try AtomicFile.remove(folder.nextKey(network))
    }

    /// A file without which the network cannot be served: damage is the reader's to repair.
    private func read<Value>(_ path: String, _ decode: ([UInt8]) throws -> Value) throws -> Value {
        let bytes = try AtomicFile.read(path, limit: Self.limit)
        do {
            return try decode(bytes)
        } catch {
            throw AgentError(
                .damagedFile, message: "\(path) does not say what it must",
                remedy: "restore it from a backup, or leave the network and join again", cause: error)
        }
    }

    // MARK: Pending join

    /// Nil when no join's outcome is open. A file that says nothing is none: its identity is lost either way.
    func pendingJoin(_ logger: Logger) throws -> PendingJoin? {
        let path = folder.pendingJoin(network)
        guard AtomicFile.exists(path) else { return nil }
        let bytes = try AtomicFile.read(path, limit: Self.limit)
        do {
            return try PendingJoin(decoding: bytes)
        } catch {
            logger.warning("An unfinished join left a file that cannot be read", metadata: ["file": "\(path)"])
            return nil
        }
    }

    func save(_ pending: PendingJoin) throws {
        try AtomicFile.write(try pending.encodedRevealingSecret(), to: folder.pendingJoin(network), mode: 0o600)
    }

    func removePendingJoin() throws { try AtomicFile.remove(folder.pendingJoin(network)) }

    /// Whether a join's outcome is open.
    var hasPendingJoin: Bool { AtomicFile.exists(folder.pendingJoin(network)) }

    // MARK: Leaving

    /// Whether the machine was leaving when a process ended: what there is of the membership is only to be taken away.
    var isLeaving: Bool { isMember && AtomicFile.exists(folder.leaving(network)) }

    /// Written before anything is taken away, so that whoever starts after a crash goes on with that. A disk that does not
    /// take it keeps nobody in a network.
    func beginLeaving(_ logger: Logger) {
        guard isMember else { return }
        do throws(FileError) {
            try AtomicFile.write([], to: folder.leaving(network), mode: 0o600)
        } catch {
            logger.warning("That the machine is leaving cannot be kept", metadata: ["reason": "\(error)"])
        }
    }

    /// What an earlier membership's end has left says nothing of one that begins.
    func forgetLeaving() throws(FileError) { try AtomicFile.remove(folder.leaving(network)) }

    /// Everything there may be of the network, secrets first.
    private var all: [String] {
        [AgentFolder.File.credential, .key, .map, .configuration, .agreement].map(path)
            + [folder.pendingJoin(network), folder.nextKey(network), setAsideMap, folder.leaving(network)]
    }

    /// Whether there is any file of the network.
    var hasRemains: Bool { all.contains(where: AtomicFile.exists) }

    /// Removes everything of the network, secrets first: what a crash leaves then is no membership.
    func removeAll() throws {
        for path in all { try AtomicFile.remove(path) }
    }
}
