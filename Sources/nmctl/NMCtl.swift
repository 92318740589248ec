internal import ArgumentParser
internal import NetmakerCore

/// `nmctl <noun> <verb>`: the REST interface of a server for people and scripts.
struct NMCtl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nmctl",
        abstract: "Administer a WireGuard mesh.",
        discussion: """
            Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused, 4 server unreachable, 5 not found, 6 conflict, \
            7 not in force everywhere, 8 not reachable, 9 differs (apply --dry-run --exit-code).
            """,
        version: "nmctl \(Release.version)",
        subcommands: [
            Setup.self, Login.self, Logout.self, Contexts.self, Status.self, Server.self, Networks.self, Nodes.self,
            Keys.self,
            DNS.self,
            Gateways.self, Clients.self,
            Users.self, Tokens.self, Sessions.self,
            Why.self, Export.self, Apply.self, Completions.self,
        ])
}
