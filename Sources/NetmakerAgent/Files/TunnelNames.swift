internal import DurableFiles
internal import NetmakerCore
internal import Synchronization

/// The interfaces of all of a machine's networks, as their files say; read again when a file has changed, and not every
/// time that it is asked.
final class TunnelNames: Sendable {
    private struct Known {
        let folder: FileMark
        /// By path, each network's credential.
        let credentials: [String: FileMark]
        let interfaces: Set<InterfaceName>
    }

    private let folder: AgentFolder
    private let known = Mutex<Known?>(nil)
    private let readings = Atomic(0)

    private let isSettled: @Sendable (FileMark) -> Bool

    /// - Parameter isSettled: whether a file that changes once more is seen to.
    init(_ folder: AgentFolder, isSettled: @escaping @Sendable (FileMark) -> Bool = { $0.isSettled }) {
        self.folder = folder
        self.isSettled = isSettled
    }

    /// How many times files were read.
    var count: Int { readings.load(ordering: .relaxed) }

    /// Those of this moment.
    ///
    /// - Throws: `FileError` when the folder is there and cannot be read.
    func all() throws(FileError) -> Set<InterfaceName> {
        // Marked before they are read: what changes meanwhile is seen the next time.
        guard let mark = try FileMark(of: folder.directory) else { return [] }
        if let known = known.withLock({ $0 }), known.folder == mark, try isPresent(known.credentials) {
            return known.interfaces
        }
        readings.add(1, ordering: .relaxed)
        var interfaces: Set<InterfaceName> = []
        var marks: [String: FileMark] = [:]
        for network in try folder.networks() {
            let files = MembershipFiles(folder: folder, network: network)
            marks[files.path(.credential)] = try FileMark(of: files.path(.credential))
            interfaces.insert(.default(for: network))
            // A network whose credential is damaged keeps no other from its work.
            if let credential = try? files.credential() { interfaces.insert(credential.interface) }
        }
        let canBeTold = isSettled(mark) && marks.values.allSatisfy(isSettled)
        let found = canBeTold ? Known(folder: mark, credentials: marks, interfaces: interfaces) : nil
        known.withLock { $0 = found }
        return interfaces
    }

    /// Whether files are still what they were.
    private func isPresent(_ marks: [String: FileMark]) throws(FileError) -> Bool {
        for (path, mark) in marks {
            guard try FileMark(of: path) == mark else { return false }
        }
        return true
    }
}
