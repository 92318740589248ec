internal import ArgumentParser

extension NMServer {
    struct Admin: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "admin", abstract: "What the owner of the machine may do, without a session.",
            subcommands: [ResetPassword.self, SetupCode.self])
    }
}
