internal import DurableFiles
internal import Logging
internal import NetmakerCore
internal import Synchronization

/// What the machine's other networks have for their own. What lies behind a peer of this one is not led away from there.
///
/// A network that was joined in spite of such an overlap neither has a claim nor heeds one: its owner knows.
struct NeighbourRanges: Hashable, Sendable {
    /// By network; of those alone that have a claim.
    var ranges: [NetworkName: [IPPrefix]] = [:]

    /// The network inside of whose ranges a prefix lies. One that is as wide as a range takes nothing from it: the main
    /// table is asked first.
    func owner(of prefix: IPPrefix) -> NetworkName? {
        ranges.filter { $0.value.contains { $0.length < prefix.length && $0.contains(prefix) } }.keys.min()
    }

    /// Networks that have some of the same addresses, in the order of their names.
    func overlapping(_ own: [IPPrefix]) -> [NetworkName] {
        ranges.filter { $0.value.contains { range in own.contains(where: range.overlaps) } }.keys.sorted()
    }
}

/// Reads what the machine's other networks have, anew where their maps have changed.
final class NeighbourMaps: Sendable {
    private let files: MembershipFiles
    private let logger: Logger
    private let known = Mutex<[NetworkName: (mark: FileMark, ranges: [IPPrefix])]>([:])

    init(_ files: MembershipFiles, _ logger: Logger) {
        self.files = files
        self.logger = logger
    }

    /// Whatever cannot be read at this moment has the ranges that it was last seen to have.
    func ranges() -> NeighbourRanges {
        known.withLock { known in
            var ranges: [NetworkName: [IPPrefix]] = [:]
            do {
                for other in try files.folder.networks() where other != files.network {
                    let theirs = MembershipFiles(folder: files.folder, network: other)
                    // Where the credential is damaged its owner's word is lost as well: then there is a claim.
                    if let credential = try? theirs.credential(), credential.overlapPolicy == .accept { continue }
                    ranges[other] = self.ranges(of: theirs, &known[other])
                }
            } catch {
                logger.debug("The machine's other networks cannot be read", metadata: ["reason": "\(error)"])
                return NeighbourRanges(ranges: known.mapValues(\.ranges))
            }
            known = known.filter { ranges[$0.key] != nil }
            return NeighbourRanges(ranges: ranges)
        }
    }

    /// - Returns: nil where nobody knows.
    private func ranges(
        of theirs: MembershipFiles, _ known: inout (mark: FileMark, ranges: [IPPrefix])?
    ) -> [IPPrefix]? {
        do throws(FileError) {
            guard let mark = try FileMark(of: theirs.path(.map)) else { return known?.ranges }
            if let known, known.mark == mark { return known.ranges }
            guard let map = try theirs.readMap().map else { return known?.ranges }
            known = (mark, map.configuration.ranges.all)
        } catch {
            logger.debug(
                "A network's ranges cannot be read", metadata: ["former": "\(theirs.network)", "reason": "\(error)"])
        }
        return known?.ranges
    }
}
