internal import ArgumentParser
internal import NetmakerCore

/// `nm-server`: one process that holds the truth of all networks and pushes every change.
struct NMServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nm-server",
        abstract: "The server of a WireGuard mesh.",
        discussion: """
            Every flag of run has an environment variable, which counts where the flag is not given: NM_DATA_DIR, \
            NM_PUBLIC_ADDRESS, NM_LISTEN, NM_API_PORT, NM_AGENTS_PORT, \
            NM_TLS_CERTIFICATE, NM_TLS_KEY.
            """,
        version: "nm-server \(Release.version)",
        subcommands: [Run.self, BackUp.self, Restore.self, TLS.self],
        defaultSubcommand: Run.self)
}
