import FoundationEssentials
import Subprocess
import SystemPackage

/// `Scripts/lib/crash-points.c`, compiled once for all tests of a run.
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
        let library = try ScratchFolder.make("nm-crash").path + "/crash-points.so"
        // The folder, not its file: `#filePath` is where this was compiled.
        let source = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        // The Swift toolchain has a C compiler; the system's does as well.
        let outcome = try await run(
            .name("clang"),
            arguments: [
                "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-o", library,
                "/\(source)/Scripts/lib/crash-points.c", "-lpthread",
            ],
            output: .discarded, error: .string(limit: 1 << 20))
        guard outcome.terminationStatus.isSuccess else { throw TooLate(description: outcome.standardError) }
        return library
    }
}
