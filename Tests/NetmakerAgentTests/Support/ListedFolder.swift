import DurableFiles
import Glibc

/// Everything that lies in a folder, by name and content, links too.
func listed(_ folder: String) throws -> [String: String] {
    var found: [String: String] = [:]
    for name in try Folder.contents(folder) {
        let path = "\(folder)/\(name)"
        var status = stat()
        guard lstat(path, &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            for (inner, content) in try listed(path) { found["\(name)/\(inner)"] = content }
        case S_IFREG:
            found[name] = String(decoding: try AtomicFile.read(path, limit: 1 << 20), as: UTF8.self)
        default: found[name] = "no plain file"
        }
    }
    return found
}
