internal import ArgumentParser

extension NMCtl {
    struct Networks: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "network", abstract: "The private networks.",
            subcommands: [
                Create.self, List.self, Show.self, Update.self, ChangeRanges.self, RefreshKeys.self, Events.self,
                History.self, Diff.self, Delete.self,
            ])
    }
}
