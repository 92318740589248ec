internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Clients {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a device in by an ingress gateway, and show its file this once.",
            discussion: """
                With --public-key the device keeps its private key to itself, and the file has a placeholder for it.
                """,
            examples: [
                "nmctl client create harbor phone --gateway gate --qr",
                "nmctl client create harbor tablet --gateway gate --output-file tablet.conf",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var network: NetworkName
        @Argument(help: "The client's name, unique among nodes and clients.", transform: NodeName.init(parsing:))
        var name: NodeName
        @Option(
            help: "The ingress gateway it enters by: a node's name or id.", completion: .nodes,
            transform: NodeReference.init(parsing:))
        var gateway: NodeReference
        @Option(help: "The public key of a device that has made its own.", transform: PublicKey.init(parsing:))
        var publicKey: PublicKey?
        @Option(help: "Its IPv4 address (default: the next that is free).", transform: IPv4Address.init(parsing:))
        var ipv4: IPv4Address?
        @Option(help: "Its IPv6 address (default: the next that is free).", transform: IPv6Address.init(parsing:))
        var ipv6: IPv6Address?
        @Option(
            name: .customLong("dns"), help: "What resolves names for it (default: what its gateway says).",
            transform: IPAddress.init(parsing:))
        var nameServers: [IPAddress] = []
        @Option(
            name: .customLong("range"), help: "A range that lies behind it; may be given again.",
            transform: IPPrefix.init(parsing:))
        var ranges: [IPPrefix] = []
        @Option(
            help: "When it is cut off: 90m, 24h, 7d, or a time such as 2027-01-01T00:00:00Z (default: never).",
            completion: .list(["24h", "7d", "30d", "never"]), transform: Expiry.init(parsing:))
        var expires: Expiry?
        @OptionGroup var file: FileOptions
        @OptionGroup var waiting: WaitOptions

        func run(with client: ControlPlaneClient) async throws {
            let request = CreateClientRequest(
                name: name, gateway: gateway, publicKey: publicKey, ipv4: ipv4, ipv6: ipv6,
                nameServers: nameServers.isEmpty ? nil : nameServers, allowedRanges: ranges.isEmpty ? nil : ranges,
                expiresAt: expires?.time, expiresInSeconds: expires?.seconds)
            let changed = try await client.createClient(in: network, request)
            try file.hand(changed.resource, over: connection.output)
            try await waiting.finish(changed.networkRevision, of: network, client, connection.output)
        }
    }
}
