internal import ArgumentParser

extension NMCtl {
    struct Contexts: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "context", abstract: "The servers this program knows.",
            subcommands: [List.self, Use.self, Show.self, Delete.self])
    }
}
