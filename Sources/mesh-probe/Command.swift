import Subprocess
import SystemPackage

/// A change that is a command.
struct Command: Sendable {
    private let program: String
    private let arguments: [String]

    /// - Returns: nil for no command.
    init?(_ words: [String]) {
        guard let program = words.first else { return nil }
        self.program = program
        arguments = Array(words.dropFirst())
    }

    /// Runs it to its end.
    ///
    /// - Throws: ``ProbeError`` when it fails.
    func run() async throws {
        let result = try await Subprocess.run(
            program.contains("/") ? .path(FilePath(program)) : .name(program),
            arguments: Arguments(arguments), output: .discarded,
            error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
        guard result.terminationStatus.isSuccess else {
            throw ProbeError(
                message: "\(program) failed: \(result.terminationStatus)", remedy: "see what it said above")
        }
    }
}
