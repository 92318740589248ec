import Glibc
import Testing

@testable import DurableFiles

@Suite struct `An atomic file` {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("state")
    }

    private func text(of path: String) throws -> String {
        String(decoding: try AtomicFile.read(path, limit: 1000), as: UTF8.self)
    }

    @Test func `reads back what was written`() throws {
        try AtomicFile.write(Array("first".utf8), to: path, mode: 0o600)
        try AtomicFile.write(Array("second".utf8), to: path, mode: 0o600)
        #expect(try text(of: path) == "second")
    }

    @Test(arguments: [0o600, 0o644, 0o640] as [UInt16])
    func `has the mode it was given, whatever the umask`(mode: UInt16) throws {
        try AtomicFile.write([1], to: path, mode: mode)
        #expect(folder.mode(of: "state") == mode)
    }

    @Test func `narrows the mode of the file it replaces`() throws {
        try AtomicFile.write([1], to: path, mode: 0o644)
        try AtomicFile.write([2], to: path, mode: 0o600)
        #expect(folder.mode(of: "state") == 0o600)
    }

    @Test func `leaves nothing beside the file`() throws {
        try AtomicFile.write([1], to: path, mode: 0o600)
        #expect(try Folder.contents(folder.path) == ["state"])
    }

    @Test func `uses up what a crash left, with no trace of it`() throws {
        let leftover = try Descriptor(opening: folder.file(".state.new"), flags: O_WRONLY | O_CREAT, mode: 0o644)
        try leftover.write(Array("half a longer content".utf8))
        try AtomicFile.write(Array("whole".utf8), to: path, mode: 0o600)
        #expect(try text(of: path) == "whole")
        #expect(folder.mode(of: "state") == 0o600)
        #expect(try Folder.contents(folder.path) == ["state"])
    }

    @Test func `replaces a symbolic link and never writes through it`() throws {
        try AtomicFile.write(Array("elsewhere".utf8), to: folder.file("other"), mode: 0o644)
        symlink(folder.file("other"), path)
        try AtomicFile.write(Array("secret".utf8), to: path, mode: 0o600)
        #expect(try text(of: folder.file("other")) == "elsewhere")
        #expect(try text(of: path) == "secret")
    }

    @Test func `does not write through a link planted under its temporary name`() throws {
        try AtomicFile.write(Array("elsewhere".utf8), to: folder.file("other"), mode: 0o644)
        link(folder.file("other"), folder.file(".state.new"))
        try AtomicFile.write(Array("secret".utf8), to: path, mode: 0o600)
        #expect(try text(of: folder.file("other")) == "elsewhere")
    }

    @Test func `reads through a symbolic link only when told to`() throws {
        try AtomicFile.write([7], to: folder.file("other"), mode: 0o600)
        symlink(folder.file("other"), path)
        let error = #expect(throws: FileError.self) { try AtomicFile.read(path, limit: 10) }
        #expect(error?.code == .unsuitable)
        #expect(try AtomicFile.read(path, limit: 10, links: .follow) == [7])
    }

    @Test func `refuses to read more than the limit`() throws {
        try AtomicFile.write([1, 2, 3], to: path, mode: 0o600)
        #expect(try AtomicFile.read(path, limit: 3) == [1, 2, 3])
        let error = #expect(throws: FileError.self) { try AtomicFile.read(path, limit: 2) }
        #expect(error?.code == .tooLarge)
    }

    @Test func `refuses to read a pipe rather than wait for it`() throws {
        mkfifo(path, 0o600)
        let error = #expect(throws: FileError.self) { try AtomicFile.read(path, limit: 10) }
        #expect(error?.code == .unsuitable)
    }

    @Test func `says what is missing, and what to do`() throws {
        let error = #expect(throws: FileError.self) { try AtomicFile.read(path, limit: 10) }
        #expect(error?.code == .notFound)
        #expect(error?.errno == ENOENT)
        #expect(error?.message == "cannot open \(path): No such file or directory")
        #expect(error?.remedy.isEmpty == false)
    }

    @Test func `removes a file, its leftovers, and nothing twice`() throws {
        try AtomicFile.write([1], to: path, mode: 0o600)
        _ = try Descriptor(opening: folder.file(".state.new"), flags: O_WRONLY | O_CREAT, mode: 0o600)
        try AtomicFile.remove(path)
        try AtomicFile.remove(path)
        #expect(try Folder.contents(folder.path) == [])
    }

    @Test func `is whole after many writers at once`() async throws {
        await withTaskGroup { group in
            for writer in UInt8(0)..<16 {
                group.addTask { [path] in
                    for _ in 0..<8 {
                        let content = [UInt8](repeating: writer, count: 20_000)
                        #expect(throws: Never.self) { try AtomicFile.write(content, to: path, mode: 0o600) }
                    }
                }
            }
        }
        let content = try AtomicFile.read(path, limit: 100_000)
        #expect(content.count == 20_000)
        #expect(Set(content).count == 1)
        #expect(try Folder.contents(folder.path) == ["state"])
    }

    // MARK: At its end

    @Test func `is added to where it is as it was left`() throws {
        try AtomicFile.write(Array("one".utf8), to: path, mode: 0o600)
        try AtomicFile.append(Array(" two".utf8), to: path, after: 3)
        try AtomicFile.append(Array(" three".utf8), to: path, after: 7)
        #expect(try text(of: path) == "one two three")
        #expect(folder.mode(of: "state") == 0o600)
    }

    @Test(arguments: [2, 4]) func `is left alone when it is not as it was left`(length: Int) throws {
        try AtomicFile.write(Array("one".utf8), to: path, mode: 0o600)
        let error = #expect(throws: FileError.self) { try AtomicFile.append([33], to: path, after: length) }
        #expect(error?.code == .unsuitable)
        #expect(try text(of: path) == "one")
    }

    @Test func `is never added to through a symbolic link, nor made by it`() throws {
        try AtomicFile.write(Array("one".utf8), to: folder.file("other"), mode: 0o600)
        symlink(folder.file("other"), path)
        let error = #expect(throws: FileError.self) { try AtomicFile.append([33], to: path, after: 3) }
        #expect(error?.code == .unsuitable)
        #expect(try text(of: folder.file("other")) == "one")
        let missing = #expect(throws: FileError.self) { try AtomicFile.append([33], to: folder.file("none"), after: 0) }
        #expect(missing?.code == .notFound)
    }
}
