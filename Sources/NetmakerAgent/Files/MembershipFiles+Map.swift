internal import DurableFiles
internal import Logging
internal import NetmakerCore

/// The saved map of one network. Whoever wants to may read it; it is changed only by who holds the network.
extension MembershipFiles {
    /// What there is of a map.
    enum MapFile: Sendable {
        case missing
        case whole(SavedMap)
        /// It is no map, or not as it was written: reading it again helps nobody.
        case damaged(because: String)

        /// The map; nil when there is none that can be used.
        var map: SavedMap? {
            if case .whole(let map) = self { map } else { nil }
        }
    }

    /// - Throws: `FileError` when the file cannot be read at this moment: then nobody knows what it holds.
    func readMap() throws(FileError) -> MapFile {
        let path = path(.map)
        guard AtomicFile.exists(path) else { return .missing }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try AtomicFile.read(path, limit: SavedMap.maximumLength)
        } catch  where error.code == .notFound {
            return .missing
        } catch  where error.code == .unsuitable || error.code == .tooLarge {
            return .damaged(because: "\(error)")
        }
        do {
            return .whole(try SavedMap(decoding: bytes))
        } catch {
            return .damaged(because: "\(error)")
        }
    }

    /// Moves a damaged map out of the way, for people to look into. By who holds the network only: others may be
    /// reading what its daemon is about to write. It costs a start without the server its tunnel, and never a tunnel
    /// that stands.
    func setDamagedMapAside(_ logger: Logger) throws(FileError) {
        guard case .damaged(let reason) = try readMap() else { return }
        logger.error(
            "The saved map cannot be used and is set aside; the server will send a new one",
            metadata: ["file": "\(setAsideMap)", "reason": "\(reason)"])
        try AtomicFile.remove(setAsideMap)
        try AtomicFile.rename(path(.map), to: setAsideMap)
    }

    /// Where a map is that could not be used.
    var setAsideMap: String { "\(path(.map)).bad" }

    /// Why there is no map that can be used; nil when all is well.
    func trouble(with file: MapFile) -> String? {
        switch file {
        case .damaged(let reason): "the saved map \(path(.map)) cannot be used (\(reason)); \(Self.untilNews)"
        case .missing where AtomicFile.exists(setAsideMap):
            "the saved map could not be used and was set aside as \(setAsideMap); \(Self.untilNews)"
        case .missing, .whole: nil
        }
    }

    private static let untilNews =
        "until the server has sent a new one the tunnel stays as it is, and does not survive a reboot"

    func save(_ map: SavedMap) throws {
        try AtomicFile.write(try map.encoded(), to: path(.map), mode: 0o600)
    }

    // MARK: Among the machine's networks

    /// The saved maps of the machine's other networks, and the networks that have lost theirs.
    ///
    /// - Throws: `FileError` when one cannot be read at this moment.
    func otherMaps() throws(FileError) -> (known: [NetworkName: SavedMap], lost: [NetworkName]) {
        var maps: [NetworkName: SavedMap] = [:]
        var lost: [NetworkName] = []
        for other in try folder.networks() where other != network {
            if let map = try MembershipFiles(folder: folder, network: other).readMap().map {
                maps[other] = map
            } else {
                lost.append(other)
            }
        }
        return (maps, lost)
    }

    /// An index that no other network of the machine has, nor will choose when it starts without its map.
    ///
    /// - Parameter standing: those by which interfaces stand of networks that have lost their maps.
    /// - Throws: what `otherMaps` throws.
    func freeIndex(besides standing: Set<NetworkIndex> = []) throws(FileError) -> NetworkIndex {
        let (maps, lost) = try otherMaps()
        return NetworkIndex(besides: standing.union(Self.taken(by: maps.values.map(\.index), lost.count)))
    }

    /// The index of the network when its own map is lost. Others may have lost theirs as well, and none may wait for
    /// another's: those that are free go to them in the order of their names, so that each finds its own.
    ///
    /// - Throws: `FileError` when another's map cannot be read at this moment.
    func indexWithoutMap() throws(FileError) -> NetworkIndex {
        let (maps, lost) = try otherMaps()
        return NetworkIndex(besides: Self.taken(by: maps.values.map(\.index), lost.count { $0 < network }))
    }

    /// - Parameter lost: how many networks choose theirs without a map.
    private static func taken(by known: [NetworkIndex], _ lost: Int) -> Set<NetworkIndex> {
        var taken = Set(known)
        for _ in 0..<lost { taken.insert(NetworkIndex(besides: taken)) }
        return taken
    }
}
