internal import NetmakerWG

/// systemd's own tool.
struct Systemctl: Sendable {
    var program = SystemProgram("systemctl")
    /// How long it may take.
    var patience: Duration = .seconds(30)
    /// How long it may wait for units: what systemd itself allows them (90 s each way), and some more.
    var patienceWithUnits: Duration = .seconds(120)

    /// - Throws: `AgentError.Code.failed` with what it said.
    func callAsFunction(_ arguments: String...) async throws {
        let waits = ["start", "stop"].contains(arguments.first)
        let outcome = try await program.run(
            ["--no-pager", "--no-ask-password"] + arguments, patience: waits ? patienceWithUnits : patience)
        guard let outcome else {
            throw AgentError(
                .failed, message: "systemd runs this machine, but there is no systemctl",
                remedy: "install it, or join with --daemon off and run netclient daemon otherwise")
        }
        guard let complaint = outcome.complaint else { return }
        throw AgentError(
            .failed, message: "systemctl \(arguments.joined(separator: " ")) failed: \(complaint)",
            remedy: "see journalctl --unit 'netclient@*'; without a service: join with --daemon off")
    }
}
