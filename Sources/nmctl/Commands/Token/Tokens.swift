internal import ArgumentParser

extension NMCtl {
    struct Tokens: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "token", abstract: "API tokens: what scripts show instead of a session (NMCTL_TOKEN).",
            subcommands: [Create.self, List.self, Revoke.self])
    }
}
