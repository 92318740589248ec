internal import ArgumentParser
internal import NetmakerCore

/// `nm-server`: one process that holds the truth of all networks and pushes every change.
struct NMServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nm-server",
        abstract: "The server of a WireGuard mesh.",
        discussion: """
            Every flag of run has a variable of the environment, such as NM_API_PORT for --api-port, and a line of the \
            configuration file, such as api-port = 8081. A flag counts more than a variable, and that more than the \
            file. nm-server config check says what holds.
            """,
        version: "nm-server \(Release.version)",
        subcommands: [Run.self, Config.self, BackUp.self, Restore.self, TLS.self, Admin.self],
        defaultSubcommand: Run.self)
}
