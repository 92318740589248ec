internal import ArgumentParser

extension NMCtl {
    struct Nodes: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "node", abstract: "The machines in a network.",
            subcommands: [
                List.self, Show.self, Update.self, Connect.self, Disconnect.self, Approve.self,
                Deny.self, Remove.self, Ranges.self, Links.self,
            ])
    }
}
