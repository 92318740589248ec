import FoundationEssentials
import Glibc

/// A program that is started again a moment after it died, as systemd does (`Restart=always`, `RestartSec=100ms`).
struct Supervised: Sendable {
    /// The shell that starts it again.
    private let shell: Program
    /// As the kernel calls its process.
    private let name: String

    init(_ command: [String], in namespace: Namespace, log: String) async throws {
        name = command[0].split(separator: "/").last.map(String.init) ?? command[0]
        shell = try await namespace.start(
            ["bash", "-uc", #"while :; do "$@"; sleep 0.1; done"#, "supervisor"] + command, log: log)
        try await eventually("\(name) runs") { try process != nil }
    }

    /// Its number outside of its namespace; nil between two lives.
    var process: pid_t? {
        get throws { try children(of: shell.process).first { processName($0) == name } }
    }

    /// All it has said in all its lives.
    var said: String { get throws { try shell.said } }

    func says(_ text: String) async throws { try await shell.says(text) }

    func signal(_ number: Int32) throws { if let process = try process { kill(process, number) } }

    /// Has it killed, and returns when it has been started again.
    func die() async throws {
        let former = try process
        try signal(SIGKILL)
        try await eventually("\(name) was started again") {
            let present = try process
            return present != nil && present != former
        }
    }
}

/// What the kernel calls a process; nil when there is none of that number.
func processName(_ process: pid_t) -> String? {
    guard let name = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8) else { return nil }
    return String(name.prefix { $0 != "\n" })
}

/// All processes that the kernel calls so, whatever namespaces they are in.
func processes(named name: String) throws -> [pid_t] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
        .filter { processName($0) == name }
}

/// What stands for the network namespace that a process is in.
func networkNamespace(of process: pid_t) throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/ns/net")
}
