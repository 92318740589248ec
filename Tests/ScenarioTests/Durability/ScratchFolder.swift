import FoundationEssentials
import Glibc

/// A folder of a test's own.
struct ScratchFolder: Sendable {
    let path: String

    static func make(_ name: String) throws -> ScratchFolder {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/\(name).XXXXXX".utf8CString)
        guard let path = mkdtemp(&template) else { throw TooLate(description: "no folder can be made in /tmp") }
        return ScratchFolder(path: String(cString: path))
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
