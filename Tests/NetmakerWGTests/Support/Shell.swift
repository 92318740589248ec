import Subprocess
import SystemPackage

/// A command that did not end well.
struct ShellFailure: Error, CustomStringConvertible {
    let description: String
}

/// Runs a command with bash and gives what it printed.
@discardableResult
func shell(_ command: String) async throws -> String {
    let result = try await run(
        .path("/bin/bash"), arguments: ["-c", command], output: .string(limit: 16 << 20),
        error: .string(limit: 1 << 20))
    guard result.terminationStatus == .exited(0) else {
        throw ShellFailure(
            description: "\(command): \(result.terminationStatus): \(result.standardOutput)\(result.standardError)")
    }
    return result.standardOutput
}
