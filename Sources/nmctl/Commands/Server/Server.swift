internal import ArgumentParser

extension NMCtl {
    struct Server: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The server itself: who it is, whether it can work, what was changed, and what its interface is.",
            subcommands: [
                Show.self, Health.self, Setup.self, Events.self, History.self, Document.self, InstallScript.self,
            ],
            defaultSubcommand: Show.self)
    }
}
