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

    @Test func `loses the permissions it is not to have, and gains none`() throws {
        try Folder.create(folder.file("wide"), mode: 0o755)
        try Folder.restrict(folder.file("wide"), to: 0o700)
        #expect(folder.mode(of: "wide") == 0o700)
        try Folder.create(folder.file("narrow"), mode: 0o500)
        try Folder.restrict(folder.file("narrow"), to: 0o700)
        #expect(folder.mode(of: "narrow") == 0o500)
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
