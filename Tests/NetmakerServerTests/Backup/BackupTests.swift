import DurableFiles
import Foundation
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `A backup of a server` {
    private let folder = TemporaryPath()
    private var file: String { folder.path + "/backup" }
    private static let words = "correct horse battery staple"
    private static var passphrase: Password { get throws { try Password(parsing: words) } }

    /// What a server has that somebody is logged in to, and a backup of it that was made while it ran.
    private func backedUp(
        protectedBy passphrase: Password? = nil
    ) async throws -> (made: Backup, home: TemporaryPath, truth: Truth, pins: [CertificatePin]) {
        let home = TemporaryPath()
        return try await WholeServer.running(in: home) { server in
            _ = try await server.makeKey(.unlimited)
            try await server.perform(Login(user: Samples.userName("alice"), verified: Samples.passwordHash))
            let made = try Backup.make(
                of: DataDirectory(home.path), at: file, protectedBy: passphrase, now: Samples.time)
            return (made, home, server.control.truth, server.started.pins)
        }
    }

    @discardableResult
    private func restore(to directory: DataDirectory, passphrase: Password? = nil, from file: String? = nil) throws
        -> Backup
    {
        var random = SeededGenerator(seed: 1)
        return try Backup.restore(file ?? self.file, to: directory, passphrase: passphrase, using: &random)
    }

    /// All that lies in a folder, by its name; nil for folders.
    private func contents(_ path: String) throws -> [String: Data?] {
        guard FileManager.default.fileExists(atPath: path) else { return [:] }
        let names = try FileManager.default.subpathsOfDirectory(atPath: path)
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: "\(path)/\($0)")) })
    }

    @Test(arguments: [false, true])
    func `becomes the same server again, in another life of every network`(_ isProtected: Bool) async throws {
        let passphrase = isProtected ? try Self.passphrase : nil
        let (made, _, truth, pins) = try await backedUp(protectedBy: passphrase)
        #expect(made.isProtected == isProtected)
        #expect(made.networks == 1 && made.users == 1)
        #expect(try folder.mode(of: "backup") == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["backup"])

        let home = TemporaryPath()
        #expect(try restore(to: DataDirectory(home.path), passphrase: passphrase) == made)
        #expect(try home.mode(of: "netmaker.sqlite") == 0o600)
        try await WholeServer.running(in: home) { server in
            let restored = server.control.truth
            #expect(server.started.pins == pins)
            #expect(restored.directory.server == truth.directory.server)
            #expect(restored.directory.users == truth.directory.users)
            #expect(restored.directory.loginSessions.isEmpty && !truth.directory.loginSessions.isEmpty)
            let (now, then) = (try #require(server.harbor), try #require(truth.networks[WholeServer.harbor]))
            #expect(now.network.epoch != then.network.epoch)
            #expect(now.accessKeys == then.accessKeys)
        }
    }

    @Test func `is known to hold every file that a server keeps, but for those that come anew`() async throws {
        let (_, home, _, _) = try await backedUp()
        let header = try BackupReader(opening: file).header
        let anew: Set<String> = [
            "lock", "netmaker.sqlite.lock", "netmaker.sqlite-wal", "netmaker.sqlite-shm", "pin", "setup-code", "tls",
            "dns",
            "dns/hosts", "dns/Corefile", "dns/empty.zone",
        ]
        let kept = Set(try contents(home.path).keys).subtracting(anew).filter { !$0.hasSuffix(".sock") }
        #expect(kept == Set(header.files.map(\.name)))
    }

    @Test func `shows nothing of what is in it to who does not know the passphrase`() async throws {
        _ = try await backedUp(protectedBy: try Self.passphrase)
        let bytes = try Data(contentsOf: URL(filePath: file))
        for secret in ["PRIVATE KEY", "SQLite format", "alice", "harbor", Self.words] {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
        let home = folder.path + "/home"
        for passphrase in [nil, try Password(parsing: "correct horse battery stapler")] {
            let error = #expect(throws: ServerError.self) {
                try restore(to: DataDirectory(home), passphrase: passphrase)
            }
            #expect(error?.code == .wrongPassphrase)
            #expect(!FileManager.default.fileExists(atPath: home))
        }
    }

    @Test(arguments: [false, true])
    func `is refused with a byte changed or cut off anywhere, and nothing is made of it`(
        _ isProtected: Bool
    ) async throws {
        let passphrase = isProtected ? try Self.passphrase : nil
        _ = try await backedUp(protectedBy: passphrase)
        let whole = try Data(contentsOf: URL(filePath: file))
        let (damaged, home) = (folder.path + "/damaged", folder.path + "/home")
        let places = stride(from: 0, to: whole.count, by: max(1, whole.count / 40)).map { $0 } + [whole.count - 1]
        for place in places {
            var flipped = whole
            flipped[place] ^= 0x10
            for bytes in [flipped, whole.prefix(place), whole + whole.prefix(1)] {
                try bytes.write(to: URL(filePath: damaged))
                let error = #expect(throws: ServerError.self, "byte \(place)") {
                    try restore(to: DataDirectory(home), passphrase: passphrase, from: damaged)
                }
                #expect(error?.code == .backupUnusable || error?.code == .wrongPassphrase)
                #expect(error?.message.contains(damaged) == true)
                #expect(!FileManager.default.fileExists(atPath: home))
            }
        }
    }

    @Test func `is refused when its database is damaged although its sum fits, and nothing stays of it`() async throws {
        let (_, home, _, _) = try await backedUp()
        let database = DataDirectory(home.path).database
        var bytes = try Data(contentsOf: URL(filePath: database))
        let name = try #require(bytes.range(of: Data(#""displayName":"harbor""#.utf8)))
        bytes[name.lowerBound + 16] ^= 1
        try bytes.write(to: URL(filePath: database))
        try Backup.make(of: DataDirectory(home.path), at: file, protectedBy: nil, now: Samples.time)

        let target = folder.path + "/home"
        #expect(throws: StoreError.self) { try restore(to: DataDirectory(target)) }
        #expect(!FileManager.default.fileExists(atPath: target))
    }

    @Test func `goes into an empty directory only, and leaves another as it is`() async throws {
        _ = try await backedUp()
        let home = TemporaryPath()
        try Data("mine".utf8).write(to: URL(filePath: home.path + "/notes"))
        let error = #expect(throws: ServerError.self) { try restore(to: DataDirectory(home.path)) }
        #expect(error?.code == .directoryNotEmpty)
        #expect(error?.message.contains("notes") == true)
        #expect(try contents(home.path) == ["notes": Data("mine".utf8)])
    }

    @Test func `that was restored in part lets no server start, and is restored by another try`() async throws {
        _ = try await backedUp()
        let home = TemporaryPath()
        // As a restoration leaves it that is killed just before its end.
        try restore(to: DataDirectory(home.path))
        try FileManager.default.createDirectory(
            atPath: home.path + "/restoring", withIntermediateDirectories: false)
        try FileManager.default.moveItem(
            atPath: home.path + "/netmaker.sqlite", toPath: home.path + "/restoring/netmaker.sqlite")
        let error = #expect(throws: ServerError.self) { try DataDirectory(home.path).take() }
        #expect(error?.remedy.contains("nm-server restore") == true)

        try restore(to: DataDirectory(home.path))
        try await WholeServer.running(in: home) { server in #expect(server.harbor != nil) }
    }

    @Test func `replaces an older one only when it is whole`() async throws {
        let (_, _, _, _) = try await backedUp()
        let former = try Data(contentsOf: URL(filePath: file))
        #expect(throws: StoreError.self) {
            try Backup.make(
                of: DataDirectory(folder.path + "/nowhere"), at: file, protectedBy: nil, now: Samples.time)
        }
        #expect(try Data(contentsOf: URL(filePath: file)) == former)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["backup"])
    }

    @Test func `of a later release says so`() async throws {
        try Data("nm-server backup 2\n{}\n".utf8).write(to: URL(filePath: file))
        let error = #expect(throws: ServerError.self) { try Backup(reading: file) }
        #expect(error?.code == .backupUnusable)
        #expect(error?.remedy.contains("upgrade") == true)
    }
}
