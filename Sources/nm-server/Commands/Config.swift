internal import ArgumentParser

extension NMServer {
    struct Config: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "config", abstract: "The server's settings.", subcommands: [Check.self])
    }
}
