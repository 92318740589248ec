import Foundation

/// A folder of its own, removed when nobody needs it any more.
final class TemporaryPath: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.appending(path: "netmaker-\(UUID().uuidString)").path
        // A test without its folder fails at its first file, and says so.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// A server in this process is gone a moment after it said so, and then takes files with it that were just found here.
    deinit {
        for _ in 1...10 where FileManager.default.fileExists(atPath: path) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    func mode(of name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }
}
