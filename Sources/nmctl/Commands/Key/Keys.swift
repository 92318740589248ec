internal import ArgumentParser

extension NMCtl {
    struct Keys: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "key", abstract: "The access keys that admit machines to a network.",
            subcommands: [Create.self, List.self, Show.self, Update.self, Delete.self])
    }
}
