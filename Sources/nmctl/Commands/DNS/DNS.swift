internal import ArgumentParser

extension NMCtl {
    struct DNS: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "dns", abstract: "The custom names of a network, beside those of its nodes.",
            subcommands: [List.self, Show.self, Create.self, Update.self, Delete.self])
    }
}
