import Glibc
import Testing

@testable import DurableFiles

@Suite struct `A file's twin` {
    private let folder: TemporaryFolder
    private let content = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 / 251) }

    init() throws {
        folder = try TemporaryFolder()
        try AtomicFile.write(content, to: folder.file("state"), mode: 0o644)
    }

    private func links() -> nlink_t {
        var status = stat()
        return lstat(folder.file("state"), &status) == 0 ? status.st_nlink : 0
    }

    private func make(failing error: Int32? = nil) throws {
        try FileTwin.make(
            of: folder.file("state"), at: folder.file("twin"),
            link: error.map { error in
                { _, _ in
                    errno = error
                    return -1
                }
            })
    }

    @Test func `is the same file`() throws {
        try make()
        #expect(links() == 2)
        #expect(try AtomicFile.read(folder.file("twin"), limit: 1 << 20) == content)
    }

    @Test(arguments: [EPERM, EOPNOTSUPP, EXDEV, EMLINK])
    func `is a copy of its owner's where a file has no second name`(_ error: Int32) throws {
        try make(failing: error)
        #expect(links() == 1)
        #expect(try AtomicFile.read(folder.file("twin"), limit: 1 << 20) == content)
        #expect(folder.mode(of: "twin") == 0o600)
    }

    @Test(arguments: [EIO, ENOSPC, EACCES, EROFS, EEXIST])
    func `is not made when something else is the matter`(_ error: Int32) throws {
        let thrown = #expect(throws: FileError.self) { try make(failing: error) }
        #expect(thrown?.errno == error)
        #expect(try Folder.contents(folder.path) == ["state"])
    }
}
