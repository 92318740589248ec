import Glibc

/// A folder of a test's own, gone with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/durable-files-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure(errno: errno) }
        path = String(cString: made)
    }

    deinit {
        remove(path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The permission bits of a file.
    func mode(of name: String) -> UInt16 {
        var status = stat()
        return lstat(file(name), &status) == 0 ? UInt16(status.st_mode & 0o7777) : 0
    }

    private func remove(_ path: String) {
        guard let stream = opendir(path) else {
            unlink(path)
            return
        }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            if unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        }
        closedir(stream)
        rmdir(path)
    }

    struct Failure: Error { let errno: Int32 }
}
