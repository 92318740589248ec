internal import ArgumentParser

extension NMCtl {
    struct Sessions: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "session", abstract: "The sessions that are open.", subcommands: [List.self, Revoke.self])
    }
}
