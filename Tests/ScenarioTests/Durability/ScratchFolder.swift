import FoundationEssentials
import Glibc
import Synchronization

/// A folder of a test's own.
struct ScratchFolder: Sendable {
    let path: String

    static func make(_ name: String) throws -> ScratchFolder {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/\(name).XXXXXX".utf8CString)
        guard let path = mkdtemp(&template) else { throw TooLate(description: "no folder can be made in /tmp") }
        return ScratchFolder(path: String(cString: path))
    }

    /// One that is there until the process ends.
    static func untilExit(_ name: String) throws -> ScratchFolder {
        let folder = try make(name)
        folder.removeAtExit()
        return folder
    }

    private static let kept = Mutex<[ScratchFolder]>([])

    func removeAtExit() {
        let isFirst = Self.kept.withLock { kept in
            kept.append(self)
            return kept.count == 1
        }
        if isFirst { atexit { for folder in ScratchFolder.kept.withLock({ $0 }) { folder.remove() } } }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
