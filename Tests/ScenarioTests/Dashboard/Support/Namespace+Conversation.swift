import Subprocess
import SystemPackage

extension Namespace {
    /// Runs a program that is talked to, for as long as `body` runs; then its input ends.
    ///
    /// - Parameter body: is given what the program puts out, piece by piece, and what writes to it.
    func converse(
        _ command: [String], environment: [Environment.Key: String],
        _ body: (
            AsyncThrowingMapSequence<SubprocessOutputSequence, [UInt8]>,
            @escaping @Sendable ([UInt8]) async throws -> Void
        ) async throws -> Void
    ) async throws {
        _ = try await Subprocess.run(
            .name("nsenter"), arguments: Arguments(entry + command), environment: Self.environment(environment),
            input: .inputWriter, output: .sequence, error: .discarded
        ) { execution in
            let writer = execution.standardInputWriter
            let output = execution.standardOutput.map { buffer throws -> [UInt8] in
                buffer.withUnsafeBytes { Array($0) }
            }
            let result: Result<Void, any Error>
            do {
                try await body(output) { bytes in _ = try await writer.write(bytes) }
                result = .success(())
            } catch { result = .failure(error) }
            try await writer.finish()
            try result.get()
        }
    }
}
