internal import ArgumentParser
internal import NetmakerCore
internal import NetmakerServer

extension NMServer {
    struct BackUp: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            abstract: "Write all that the server must not lose to one file, also while it runs.",
            discussion: """
                The file holds the database and the TLS keys, and no sessions. Who reads it can pass for the server: \
                keep it as secret, or give a passphrase. A certificate of your own (--tls-certificate) and the \
                configuration file are yours to back up.
                """)
        @OptionGroup var directory: DirectoryFlag
        @OptionGroup var passphrase: PassphraseOptions
        @Argument(help: "The file to write, for its owner only; one that is there is replaced by the whole new one.")
        var file: String

        func run() throws {
            let backup = try Backup.make(
                of: try directory.dataDirectory(), at: file, protectedBy: try passphrase.new(),
                now: SystemWallClock().now)
            Console.say("\(file): \(backup.summary)")
            if !backup.isProtected {
                Console.say("it holds the server's TLS keys, and no passphrase protects them: keep it secret")
            }
        }
    }
}

extension Backup {
    /// What it holds, as one line.
    var summary: String {
        "\(networks) networks, \(nodes) nodes and \(users) users as of \(createdAt), by nm-server \(release)"
    }
}
