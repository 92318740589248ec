import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage

/// A place to run programs in: the namespaces of one process.
struct Namespace: Sendable {
    /// The process that keeps it, by its number outside.
    let keeper: pid_t

    var entry: [String] { ["--target", "\(keeper)", "--pid", "--net", "--mount", "--uts", "--"] }

    /// Runs a command to its end.
    func run(_ command: [String], environment: [Environment.Key: String] = [:]) async throws -> CommandOutcome {
        let result = try await Subprocess.run(
            .name("nsenter"), arguments: Arguments(entry + command), environment: Self.environment(environment),
            output: .string(limit: 16 << 20), error: .string(limit: 1 << 20))
        return CommandOutcome(
            command: command.joined(separator: " "), status: result.terminationStatus,
            output: result.standardOutput, complaints: result.standardError)
    }

    /// Runs a script that has to end well, and gives what it printed.
    @discardableResult
    func shell(_ script: String) async throws -> String {
        try await run(["bash", "-euc", script]).printed()
    }

    /// Starts a program that goes on, with all it says in a file.
    func start(_ command: [String], environment: [Environment.Key: String] = [:], log: String) async throws -> Program {
        try await Program(
            running: Arguments(entry + command), environment: Self.environment(environment), log: log,
            name: command.joined(separator: " "))
    }

    /// What the one who runs the tests has set for their own mesh is none of these programs' affair.
    static func environment(_ additions: [Environment.Key: String]) -> Environment {
        .custom(
            ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nonexistent"]
                .merging(additions) { $1 })
    }
}

/// The children of a process, oldest first, by the kernel's own list.
func children(of process: pid_t) throws -> [pid_t] {
    let text = try String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
    return text.split(separator: " ").compactMap { pid_t($0) }
}
