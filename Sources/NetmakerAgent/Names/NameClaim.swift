internal import DurableFiles
internal import FoundationEssentials
internal import NetmakerCore

/// What one network has of the machine's name lookup, written where its agents, the next one too, and those of the other
/// networks see it. It is of this boot only, as what it speaks of is.
struct NameClaim: Hashable, Sendable, Codable {
    /// What the machine's resolver was told.
    struct Told: Hashable, Sendable, Codable {
        let settings: ResolverSettings
        /// What it held then; nil while it is being told: then what it holds is not known.
        let link: ResolverLink?
    }

    /// The network's number: of two that have one zone the lower has it.
    let index: NetworkIndex
    /// What the network would have: forward and reverse zones.
    var zones: [String]
    var told: Told?
}

extension MembershipFiles {
    private static let maximumClaim = 65_536

    /// What this network has; nil for nothing, and for a file that says nothing.
    func nameClaim() throws(FileError) -> NameClaim? { try Self.claim(folder.names(network)) }

    func save(_ claim: NameClaim) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(Array(try encoder.encode(claim)), to: folder.names(network), mode: 0o600)
    }

    func removeNameClaim() throws(FileError) { try AtomicFile.remove(folder.names(network)) }

    /// What other networks of this machine have that are before this one.
    func namesTaken(before index: NetworkIndex) throws(FileError) -> [String: NetworkName] {
        var taken: [String: NetworkName] = [:]
        for other in try folder.networks() where other != network {
            guard let claim = try Self.claim(folder.names(other)), claim.index.rawValue < index.rawValue else {
                continue
            }
            for zone in claim.zones { taken[zone] = other }
        }
        return taken
    }

    private static func claim(_ path: String) throws(FileError) -> NameClaim? {
        guard AtomicFile.exists(path) else { return nil }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try AtomicFile.read(path, limit: maximumClaim)
        } catch  where [.notFound, .unsuitable, .tooLarge].contains(error.code) {
            return nil
        }
        do { return try JSONDecoder().decode(NameClaim.self, from: Data(bytes)) } catch { return nil }
    }
}
