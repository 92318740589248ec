internal import Glibc
internal import Subprocess
internal import SystemPackage

/// A program of the system's that is asked for something, and ended when it does not answer in time: whoever waits for
/// it may be all that takes a machine out of a network.
package struct SystemProgram: Sendable {
    /// What came of it.
    package struct Outcome: Sendable {
        /// What it printed; nothing when it failed.
        package var output = ""
        /// Why it failed, by its own last words; nil when it did not.
        package var complaint: String?
    }

    package static let folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]

    private let name: String
    private let folders: [String]

    /// It is looked for when it is run.
    package init(_ name: String, in folders: [String] = Self.folders) {
        self.name = name
        self.folders = folders
    }

    /// Where it is; nil where it is not installed.
    package var path: String? { folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 } }

    /// Runs it, without a shell.
    ///
    /// - Parameters:
    ///   - limit: more than that is not read.
    ///   - patience: how long it may take.
    /// - Returns: nil where it is not installed.
    /// - Throws: when it cannot be started, or says more than is read.
    package func run(
        _ arguments: [String], input: String = "", limit: Int = 64 << 10, patience: Duration
    ) async throws -> Outcome? {
        guard let path else { return nil }
        let searched = folders.joined(separator: ":")
        return try await withThrowingTaskGroup(of: Outcome.self) { group in
            group.addTask {
                let result = try await Subprocess.run(
                    .path(FilePath(path)), arguments: Arguments(arguments),
                    environment: .custom(["PATH": searched, "LC_ALL": "C.UTF-8"]), workingDirectory: "/",
                    input: .string(input), output: .string(limit: limit),
                    error: .string(limit: 64 << 10))
                if case .exited(0) = result.terminationStatus { return Outcome(output: result.standardOutput) }
                let said = result.standardError.split(whereSeparator: \.isNewline).suffix(3).joined(separator: " / ")
                return Outcome(complaint: said.isEmpty ? "\(result.terminationStatus)" : said)
            }
            group.addTask {
                try await ContinuousClock().sleep(for: patience)
                return Outcome(complaint: "no answer within \(patience)")
            }
            defer { group.cancelAll() }
            return try await group.next()
        }
    }
}
