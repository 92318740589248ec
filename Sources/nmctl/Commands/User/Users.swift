internal import ArgumentParser

extension NMCtl {
    struct Users: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "user", abstract: "The people who administer the server, or some of its networks.",
            subcommands: [
                List.self, Show.self, Create.self, Update.self, Delete.self, Password.self,
            ])
    }
}
