internal import ArgumentParser
internal import NetmakerCore

/// Where a network's names are, and who answers for them.
struct NetworkDNSOptions: ParsableArguments {
    @Option(
        name: .customLong("dns-suffix"),
        help: "A domain its names are in as well: with example.org, web.harbor is web.harbor.example.org too.",
        transform: DNSSuffix.init(parsing:))
    var suffix: DNSSuffix?
    @Option(
        name: .customLong("dns-server"),
        help: "A name server that answers in place of the nodes' agents, such as a CoreDNS; repeat it for more.",
        transform: IPAddress.init(parsing:))
    var servers: [IPAddress] = []

    func validate() throws { _ = try all }

    /// Nil when none is given.
    var all: DNSServers? {
        get throws { servers.isEmpty ? nil : try DNSServers(servers) }
    }
}
