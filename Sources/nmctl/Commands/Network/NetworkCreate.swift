internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Create: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a network.",
            examples: [
                "nmctl network create harbor --range 10.10.0.0/16",
                "nmctl network create lab --range 10.30.0.0/24 --range6 fd00:30::/64",
                "nmctl network create plant --range 10.40.0.0/16 --admission manual",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name, fixed for ever.", transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Option(help: "Its IPv4 range, such as 10.10.0.0/16.", transform: IPv4Prefix.init(parsing:))
        var range: IPv4Prefix?
        @Option(help: "Its IPv6 range, such as fd00:10::/64.", transform: IPv6Prefix.init(parsing:))
        var range6: IPv6Prefix?
        @Option(help: "What people call it.")
        var displayName: String?
        @Option(help: "How many nodes it may have.", transform: NodeLimit.init(parsing:))
        var nodeLimit: NodeLimit?
        @OptionGroup var settings: NetworkSettings
        @OptionGroup var dns: NetworkDNSOptions
        @OptionGroup var defaults: NodeDefaultsOptions
        @OptionGroup var commands: CommandsOptions

        func validate() throws {
            guard range != nil || range6 != nil else {
                throw ValidationError("a network needs a range: give --range, --range6, or both")
            }
        }

        func run(with client: ControlPlaneClient) async throws {
            let request = CreateNetworkRequest(
                name: name, displayName: displayName, ipv4Range: range, ipv6Range: range6,
                nodeLimit: nodeLimit, dnsSuffix: dns.suffix, dnsServers: try dns.all, listenPort: defaults.port,
                persistentKeepalive: defaults.keepalive,
                mtu: defaults.mtu, interface: defaults.interface, udpHolePunching: defaults.holePunching?.isOn,
                postUp: commands.postUp, postDown: commands.postDown, admission: settings.admission,
                localRange: settings.localRange, checkInInterval: settings.checkInInterval)
            try connection.output.render(try await client.createNetwork(request).resource)
        }
    }
}
