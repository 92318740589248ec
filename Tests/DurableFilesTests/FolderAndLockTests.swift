import Glibc
import Testing

@testable import DurableFiles

@Suite struct `A folder` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `is made with those above it, and only itself gets the mode`() throws {
        try Folder.create(folder.file("a/b"), mode: 0o700)
        #expect(folder.mode(of: "a/b") == 0o700)
        #expect(folder.mode(of: "a") == 0o755)
    }

    @Test func `keeps its mode when it is there`() throws {
        try Folder.create(folder.file("a"), mode: 0o750)
        try Folder.create(folder.file("a"), mode: 0o700)
        #expect(folder.mode(of: "a") == 0o750)
    }

    @Test(arguments: [[], ["ours-1", "ours-2"]]) func `is closed where all that it holds is ours`(
        _ names: [String]
    ) throws {
        let path = folder.file("a")
        try Folder.create(path, mode: 0o755)
        for name in names { try AtomicFile.write([], to: "\(path)/\(name)", mode: 0o600) }
        try Folder.close(path, of: "netclient") { $0.hasPrefix("ours-") }
        #expect(folder.mode(of: "a") == 0o700)
    }

    @Test func `stays as it is where it holds more, or is a link`() throws {
        let path = folder.file("a")
        try Folder.create(path, mode: 0o755)
        try #require(symlink(path, folder.file("link")) == 0)
        let link = #expect(throws: FileError.self) {
            try Folder.close(folder.file("link"), of: "netclient") { _ in true }
        }
        #expect(link?.message == "\(folder.file("link")) is a link to a folder that is open to others")
        for name in ["ours-1", "theirs"] { try AtomicFile.write([], to: "\(path)/\(name)", mode: 0o600) }
        let error = #expect(throws: FileError.self) {
            try Folder.close(path, of: "netclient") { $0.hasPrefix("ours-") }
        }
        #expect(error?.code == .unsuitable)
        #expect(error?.message == "\(path) is open to others and holds more than netclient's")
        #expect(folder.mode(of: "a") == 0o755)
    }

    @Test func `need not be ours alone where it is closed to others, nor be there`() throws {
        let path = folder.file("a")
        try Folder.create(path, mode: 0o500)
        try Folder.close(path, of: "netclient") { _ in false }
        try Folder.close(folder.file("none"), of: "netclient") { _ in false }
        #expect(folder.mode(of: "a") == 0o500)
    }

    @Test func `refuses to take the place of a file`() throws {
        try AtomicFile.write([], to: folder.file("a"), mode: 0o600)
        let error = #expect(throws: FileError.self) { try Folder.create(folder.file("a"), mode: 0o700) }
        #expect(error?.code == .unsuitable)
    }

    @Test func `lists its names in order, and none when it is not there`() throws {
        for name in ["b", "a", ".c"] { try AtomicFile.write([], to: folder.file(name), mode: 0o600) }
        #expect(try Folder.contents(folder.path) == [".c", "a", "b"])
        #expect(try Folder.contents(folder.file("none")) == [])
    }
}

@Suite struct `A file lock` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `admits one holder at a time`() throws {
        let first = try FileLock(folder.file("lock"))
        let error = #expect(throws: FileError.self) { try FileLock(folder.file("lock")) }
        #expect(error?.code == .locked)
        withExtendedLifetime(first) {}
    }

    @Test func `is free again when its holder is gone`() async throws {
        _ = try await FileLock.holding(folder.file("lock")) {
            #expect(throws: FileError.self) { try FileLock(folder.file("lock")) }
        }
        #expect(throws: Never.self) { try FileLock(folder.file("lock")) }
    }
}
