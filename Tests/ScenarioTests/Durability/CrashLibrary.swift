import FoundationEssentials
import Subprocess
import SystemPackage

/// `Scripts/lib/crash-points`, compiled once for all tests of a run.
actor CrashLibrary {
    static let shared = CrashLibrary()

    private var compilation: Task<String, any Error>?

    /// The library's path.
    var path: String {
        get async throws {
            if let compilation { return try await compilation.value }
            let compilation = Task { try await Self.compile() }
            self.compilation = compilation
            return try await compilation.value
        }
    }

    private static func compile() async throws -> String {
        let library = try ScratchFolder.untilExit("nm-crash").path + "/crash-points.so"
        let repository = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let sources = ["points", "calls", "power"].map { "/\(repository)/Scripts/lib/crash-points/\($0).c" }
        // The C compiler that is part of the Swift toolchain.
        let outcome = try await run(
            .name("clang"),
            arguments: Arguments(
                ["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", library] + sources + ["-lpthread"]),
            output: .discarded, error: .string(limit: 1 << 20))
        guard outcome.terminationStatus.isSuccess else { throw TooLate(description: outcome.standardError) }
        return library
    }
}
