internal import ArgumentParser

extension NMCtl {
    struct Clients: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "client", abstract: "WireGuard devices without an agent, such as phones.",
            subcommands: [Create.self, List.self, Show.self, Update.self, File.self, Delete.self])
    }
}
