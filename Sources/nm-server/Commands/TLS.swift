internal import ArgumentParser

extension NMServer {
    struct TLS: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tls", abstract: "The server's TLS key.", subcommands: [Rotate.self])
    }
}
