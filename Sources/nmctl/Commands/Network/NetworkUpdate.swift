internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a network's settings. For its address ranges, see change-ranges.",
            examples: [
                "nmctl network update harbor --display-name 'Harbor, both quays'",
                "nmctl network update harbor --keepalive 25 --all-nodes --wait",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Option(help: "What people call it.")
        var displayName: String?
        @Option(
            help: "How many nodes it may have. None is removed when there are more.",
            transform: NodeLimit.init(parsing:))
        var nodeLimit: NodeLimit?
        @Flag(help: "Let it have as many nodes as its ranges hold.")
        var clearNodeLimit = false
        @OptionGroup var settings: NetworkSettings
        @Flag(help: "Let nodes reach each other any way that answers.")
        var clearLocalRange = false
        @OptionGroup var dns: NetworkDNSOptions
        @Flag(name: .customLong("clear-dns-suffix"), help: "Let its names be in its own zone alone.")
        var clearDNSSuffix = false
        @Flag(name: .customLong("clear-dns-servers"), help: "Let each node's own agent answer for its names.")
        var clearDNSServers = false
        @OptionGroup var defaults: NodeDefaultsOptions
        @Flag(help: "Let new nodes call their interface nm-NETWORK.")
        var clearInterface = false
        @OptionGroup var commands: CommandsOptions
        @Flag(help: "Change the nodes that there are as well, but for their interfaces.")
        var allNodes = false
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func validate() throws {
            guard nodeLimit == nil || !clearNodeLimit else {
                throw ValidationError("--node-limit and --clear-node-limit contradict each other")
            }
            guard settings.localRange == nil || !clearLocalRange else {
                throw ValidationError("--local-range and --clear-local-range contradict each other")
            }
            guard defaults.interface == nil || !clearInterface else {
                throw ValidationError("--interface and --clear-interface contradict each other")
            }
            guard dns.suffix == nil || !clearDNSSuffix else {
                throw ValidationError("--dns-suffix and --clear-dns-suffix contradict each other")
            }
            guard dns.servers.isEmpty || !clearDNSServers else {
                throw ValidationError("--dns-server and --clear-dns-servers contradict each other")
            }
        }

        func run(with client: ControlPlaneClient) async throws {
            let request = UpdateNetworkRequest(
                displayName: displayName, nodeLimit: .init(nodeLimit, isCleared: clearNodeLimit),
                dnsSuffix: .init(dns.suffix, isCleared: clearDNSSuffix),
                dnsServers: .init(try dns.all, isCleared: clearDNSServers),
                listenPort: defaults.port, persistentKeepalive: defaults.keepalive, mtu: defaults.mtu,
                interface: .init(defaults.interface, isCleared: clearInterface),
                udpHolePunching: defaults.holePunching?.isOn, postUp: commands.postUpUpdate,
                postDown: commands.postDownUpdate, appliesTo: allNodes ? .allNodes : nil,
                admission: settings.admission, localRange: .init(settings.localRange, isCleared: clearLocalRange),
                checkInInterval: settings.checkInInterval)
            let changed = try await client.updateNetwork(name, with: request, ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: name, client, connection.output)
        }
    }
}
