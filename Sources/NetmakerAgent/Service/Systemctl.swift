internal import Glibc
internal import Subprocess
internal import SystemPackage

/// systemd's own tool.
struct Systemctl: Sendable {
    private static let folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]

    /// - Throws: `AgentError.Code.failed` with what it said.
    func callAsFunction(_ arguments: String...) async throws {
        guard let folder = Self.folders.first(where: { access("\($0)/systemctl", X_OK) == 0 }) else {
            throw AgentError(
                .failed, message: "systemd runs this machine, but there is no systemctl",
                remedy: "install it, or join with --daemon off and run netclient daemon otherwise")
        }
        let result = try await run(
            .path(FilePath("\(folder)/systemctl")),
            arguments: Arguments(["--no-pager", "--no-ask-password"] + arguments),
            environment: .custom(["PATH": Self.folders.joined(separator: ":")]), workingDirectory: "/",
            output: .discarded, error: .string(limit: 64 << 10))
        guard case .exited(0) = result.terminationStatus else {
            let said = result.standardError.split(whereSeparator: \.isNewline).joined(separator: " / ")
            throw AgentError(
                .failed,
                message: "systemctl \(arguments.joined(separator: " ")) failed: "
                    + (said.isEmpty ? "\(result.terminationStatus)" : said),
                remedy: "see journalctl --unit 'netclient@*'; without a service: join with --daemon off")
        }
    }
}
