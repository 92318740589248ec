import DurableFiles
import Glibc
import NetmakerCore
import NetmakerTesting
import Synchronization
import Testing

@testable import NetmakerAgent

/// With the machine's own shell.
@Suite(.timeLimit(.minutes(1))) struct `A command in a shell` {
    private func run(
        _ text: String, within limit: Duration = .seconds(20)
    ) async throws -> (ending: CommandEnding, lines: [String]) {
        let lines = Mutex<[String]>([])
        let call = CommandCall(
            text: text, network: Samples.networkName(), interface: .default(for: Samples.networkName()), limit: limit)
        let ending = try await ShellCommandRunner().run(call) { line in lines.withLock { $0.append(line) } }
        return (ending, lines.withLock { $0 })
    }

    /// Whether a process runs: one that nobody has buried does not.
    private func isAlive(_ process: pid_t) -> Bool {
        guard let status = try? AtomicFile.read("/proc/\(process)/stat", limit: 4096) else { return false }
        let fields = String(decoding: status, as: UTF8.self).split(separator: ") ").last?.split(separator: " ")
        return fields?.first != "Z" && fields?.first != "X"
    }

    /// Returns once it does not run any more.
    private func end(of process: pid_t) async { while isAlive(process) { await Task.yield() } }

    @Test func `tells how it ended, and all it said`() async throws {
        let (ending, lines) = try await run("echo one; echo two >&2; printf three; exit 3")
        #expect(ending == .exited(3))
        #expect(lines == ["one", "two", "three"])
        #expect(try await run("kill -9 $$").ending == .killed(by: SIGKILL))
    }

    @Test func `has nothing to read, and little around it`() async throws {
        setenv("NETCLIENT_TOKEN", "secret", 1)
        defer { unsetenv("NETCLIENT_TOKEN") }
        let (_, lines) = try await run("cat; pwd; env | sort")
        #expect(lines.first == "/")
        #expect(!lines.contains { $0.contains("secret") })
        #expect(lines.contains("NETCLIENT_NETWORK=harbor"))
        #expect(lines.contains("NETCLIENT_INTERFACE=nm-harbor"))
        #expect(lines.contains { $0.hasPrefix("PATH=") })
        // And what the shell sets itself.
        #expect(
            Set(lines.dropFirst().map { String($0.prefix { $0 != "=" }) }).isSubset(of: [
                "NETCLIENT_NETWORK", "NETCLIENT_INTERFACE", "PATH", "PWD", "OLDPWD", "SHLVL", "_",
            ]))
    }

    @Test func `is ended at its time limit, with all it started`() async throws {
        let (ending, lines) = try await run(
            "(trap '' TERM; sh -c 'echo $PPID; sleep 100; sleep 100') & echo $!; sleep 100; true",
            within: .milliseconds(500))
        #expect(ending == .overdue)
        let children = lines.compactMap { pid_t($0) }
        #expect(!children.isEmpty)
        for child in children { await end(of: child) }
    }

    @Test func `is ended when nobody waits for it any more`() async throws {
        let lines = Watched<[String]>([])
        let call = CommandCall(
            text: "echo $$; sleep 100", network: Samples.networkName(),
            interface: .default(for: Samples.networkName()), limit: .seconds(30))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await ShellCommandRunner().run(call) { line in lines.update { $0.append(line) } } }
            try await lines.wait { !$0.isEmpty }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.waitForAll() }
        }
        let shell = try #require(lines.value.first.flatMap { pid_t($0) })
        await end(of: shell)
    }

    @Test func `leaves in the background what it means to`() async throws {
        let (ending, lines) = try await run("sleep 20 & echo $!")
        #expect(ending == .exited(0))
        let child = try #require(lines.first.flatMap { pid_t($0) })
        #expect(isAlive(child))
        kill(child, SIGKILL)
    }

    @Test func `cannot fill a log, nor write lines of another's`() async throws {
        let long = try await run(
            "head -c 5000 /dev/zero | tr '\\0' x; echo; printf 'a\\033[2Jb\\r\\n'; printf '\\377\\n'")
        #expect(long.lines.map(\.utf8.count) == [512, 7, 3])
        #expect(!long.lines.contains { $0.unicodeScalars.contains { $0.value < 32 } })
        let much = try await run("yes | head -c 1000000")
        #expect(much.ending == .exited(0))
        #expect(much.lines.count <= ShellCommandRunner.maximumOutput / 2 + 2)
        #expect(much.lines.last?.contains("left out") ?? false)
    }
}
