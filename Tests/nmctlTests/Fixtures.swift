import DurableFiles
import Foundation
import NetmakerAPI
import NetmakerCore

@testable import nmctl

/// A folder of a test's own, gone with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "nmctl-\(UInt64.random(in: .min ... .max))"
        try Folder.create(path, mode: 0o700)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? Int
    }
}

enum Fixtures {
    static let pin = CertificatePin(subjectPublicKeyInfo: [1, 2, 3])
    static let otherPin = CertificatePin(subjectPublicKeyInfo: [4, 5, 6])

    static func context(_ server: String = "vpn.example.org:8081", token: String? = "kept-token") throws -> Context {
        Context(
            server: try ServerAddress(parsing: server), pins: [pin], user: try UserName(parsing: "alice"),
            token: token.map(ConfidentialText.init))
    }
}
