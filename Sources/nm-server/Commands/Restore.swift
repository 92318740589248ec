internal import ArgumentParser
internal import NetmakerServer

extension NMServer {
    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an empty data directory that of the server that a backup is of.",
            discussion: """
                The same agents go on, and keep their tunnels. People log in anew. Of two servers with one backup only \
                one may run.
                """)
        @OptionGroup var directory: DirectoryFlag
        @OptionGroup var passphrase: PassphraseOptions
        @Argument(help: "The file that nm-server backup wrote.")
        var file: String

        func run() throws {
            let directory = try directory.dataDirectory()
            let isProtected = try Backup(reading: file).isProtected
            var random = SystemRandomNumberGenerator()
            let backup = try Backup.restore(
                file, to: directory, passphrase: isProtected ? try passphrase.existing() : nil, using: &random)
            Console.say("\(directory.path): \(backup.summary)")
            Console.say("start nm-server: agents come back by themselves")
        }
    }
}
