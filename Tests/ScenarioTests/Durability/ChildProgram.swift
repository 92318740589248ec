import FoundationEssentials
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// A program that runs beside the test, with all it says in a file.
final class ChildProgram: Sendable {
    let log: String
    /// What the file held before.
    private let said: Int
    let process: pid_t
    private let end: Task<TerminationStatus, any Error>
    private let isOver: Flag

    private final class Flag: Sendable { let value = Mutex(false) }

    init(_ command: [String], environment: [String: String], log: String) async throws {
        self.log = log
        said = FileManager.default.contents(atPath: log)?.count ?? 0
        let file = try FileDescriptor.open(
            FilePath(log), .writeOnly, options: [.create, .append], permissions: .ownerReadWrite)
        let (numbers, continuation) = AsyncStream.makeStream(of: pid_t.self)
        let isOver = Flag()
        self.isOver = isOver
        var variables: [Environment.Key: String] = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nonexistent"]
        for (name, value) in environment {
            if let key = Environment.Key(rawValue: name) { variables[key] = value }
        }
        let settings = Environment.custom(variables)
        end = Task {
            defer {
                continuation.finish()
                isOver.value.withLock { $0 = true }
            }
            return try await run(
                .path(FilePath(command[0])), arguments: Arguments(Array(command.dropFirst())), environment: settings,
                input: .none, output: .fileDescriptor(file, closeAfterSpawningProcess: true),
                error: .combinedWithOutput
            ) { execution in
                continuation.yield(execution.processIdentifier.value)
            }.terminationStatus
        }
        guard let process = await numbers.first(where: { _ in true }) else {
            throw TooLate(description: "\(command[0]) could not be started: \(await end.result)")
        }
        self.process = process
    }

    /// It does not outlive a test that failed.
    deinit { signal(SIGKILL) }

    var hasEnded: Bool { isOver.value.withLock { $0 } }

    /// What it has said.
    var words: String {
        String(decoding: (FileManager.default.contents(atPath: log) ?? Data()).dropFirst(said), as: UTF8.self)
    }

    /// Waits until it serves.
    ///
    /// - Returns: whether it does; otherwise it has ended.
    func isReady(within limit: Duration = .seconds(60)) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while true {
            let ended = hasEnded
            if words.contains("\nready\n") { return true }
            if ended { return false }
            guard ContinuousClock.now < deadline else { throw TooLate(description: "not ready in time:\n\(words)") }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    func signal(_ number: Int32) {
        if !hasEnded { Glibc.kill(process, number) }
    }

    /// Has its crash point count from now on, and returns when it does: on a busy machine a signal may come late.
    func arm() async throws {
        signal(SIGUSR2)
        let deadline = ContinuousClock.now + .seconds(20)
        while !hasEnded, isPending(SIGUSR2) {
            guard ContinuousClock.now < deadline else { throw TooLate(description: "a signal that is not taken") }
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    /// Whether a signal to the whole program waits to be taken (proc(5): `ShdPnd`, a bit a signal, the first for 1).
    private func isPending(_ number: Int32) -> Bool {
        // A program that has ended has no such file any more.
        guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("ShdPnd:") }),
            let set = UInt64(line.dropFirst(7).filter { $0 != "\t" }, radix: 16)
        else { return false }
        return set & (1 << UInt64(number - 1)) != 0
    }

    /// Waits for its end.
    ///
    /// - Returns: its exit status; nil when a signal ended it.
    @discardableResult
    func ended() async throws -> Int32? {
        if case .exited(let code) = try await end.value { code } else { nil }
    }

    /// Waits for its end, and says whether somebody killed it: it came to it neither by itself nor by a fault of its
    /// own.
    func wasKilled() async throws -> Bool { try await end.value == .signaled(SIGKILL) }

    @discardableResult
    func stop(_ number: Int32 = SIGTERM) async throws -> Int32? {
        signal(number)
        return try await ended()
    }
}
