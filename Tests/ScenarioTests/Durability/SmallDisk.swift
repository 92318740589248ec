import FoundationEssentials
import Glibc
import NetmakerCore
import Subprocess

/// A file system of a few megabytes, in a mount namespace of its own, on which servers keep their data.
struct SmallDisk: Sendable {
    let house: ServerHouse
    /// Holds the namespace.
    private let keeper: ChildProgram
    /// What a server sees at the data directory, seen from here.
    private let seen: String

    static func running(_ body: (SmallDisk) async throws -> Void) async throws {
        var house = try ServerHouse()
        try FileManager.default.createDirectory(atPath: house.dataDirectory, withIntermediateDirectories: false)
        let script = #"mount -t tmpfs -o size=4m,mode=700 tmpfs "$0" && echo && echo ready && exec sleep 600"#
        let keeper = try await ChildProgram(
            ["/usr/bin/unshare", "--mount", "--propagation", "private", "bash", "-c", script, house.dataDirectory],
            environment: [:], log: house.folder.path + "/keeper.log")
        guard try await keeper.isReady() else { throw TooLate(description: "no disk can be made: \(keeper.words)") }
        house.root = "/proc/\(keeper.process)/root"
        let disk = SmallDisk(house: house, keeper: keeper, seen: "\(house.root)\(house.dataDirectory)")
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(disk)) } catch { outcome = .failure(error) }
        try await keeper.stop(SIGKILL)
        if case .success = outcome { house.folder.remove() }
        try outcome.get()
    }

    func start(log: String = "server.log") async throws -> ChildProgram {
        try await ChildProgram(
            ["/usr/bin/nsenter", "--target", "\(keeper.process)", "--mount", "--"] + house.command, environment: [:],
            log: "\(house.folder.path)/\(log)")
    }

    /// Fills the disk but for so many pages of 4,096 bytes; nil leaves all that is not taken.
    func leave(pages: Int?) throws {
        let ballast = seen + "/ballast"
        unlink(ballast)
        guard let pages else { return }
        let file = open(ballast, O_RDWR | O_CREAT, 0o600)
        guard file >= 0 else { throw TooLate(description: "no ballast: errno \(errno)") }
        defer { close(file) }
        let page = [UInt8](repeating: 0, count: 4096)
        var count = 0
        while write(file, page, page.count) == page.count { count += 1 }
        ftruncate(file, max(0, count - pages) * page.count)
    }

    func shell(_ script: String) async throws -> String {
        let outcome = try await run(
            .name("bash"), arguments: ["-euc", script], output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20))
        guard outcome.terminationStatus.isSuccess else { throw TooLate(description: outcome.standardError) }
        return outcome.standardOutput
    }
}
