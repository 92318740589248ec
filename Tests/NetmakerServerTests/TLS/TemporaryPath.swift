import Foundation

/// A folder of its own, removed when nobody needs it any more.
final class TemporaryPath: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.appending(path: "netmaker-\(UUID().uuidString)").path
        // A test without its folder fails at its first file, and says so.
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func mode(of name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }
}
