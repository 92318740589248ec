internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a node. Its agent and its peers are told.",
            examples: [
                "nmctl node update harbor web --endpoint 192.0.2.1:51821 --wait",
                "nmctl node update harbor web --expires 30d",
                "nmctl node update harbor web --expires never --tag db --tag eu",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @Option(help: "Its new name.", transform: NodeName.init(parsing:))
        var name: NodeName?
        @Option(
            help: "Where it is reached, such as 192.0.2.1:51821 or [2001:db8::1]:51821.",
            transform: Endpoint.init(parsing:))
        var endpoint: Endpoint?
        @Flag(help: "Let the endpoint be detected again.")
        var clearEndpoint = false
        @Option(help: "The UDP port it listens on.", transform: ListenPort.init(parsing:))
        var port: ListenPort?
        @Option(
            help: "How often it sends a packet behind a NAT: off, or a number of seconds.",
            transform: PersistentKeepalive.init(parsing:))
        var keepalive: PersistentKeepalive?
        @Option(help: "The interface's largest packet, in bytes.", transform: MTU.init(parsing:))
        var mtu: MTU?
        @Option(help: "Its IPv4 address in the network.", transform: IPv4Address.init(parsing:))
        var ipv4: IPv4Address?
        @Option(help: "Its IPv6 address in the network.", transform: IPv6Address.init(parsing:))
        var ipv6: IPv6Address?
        @OptionGroup var expiry: ExpiryOptions
        @Option(help: "A tag; given several times, all its tags.", transform: Tag.init(parsing:))
        var tag: [Tag] = []
        @Flag(help: "Take all its tags away.")
        var clearTags = false
        @Option(
            help: "Whether it opens its NAT by UDP hole punching: on or off.", completion: .list(["on", "off"]),
            transform: Switch.init(parsing:))
        var holePunching: Switch?
        @Option(
            help: "Whether its machine looks up the network's names: on or off.", completion: .list(["on", "off"]),
            transform: Switch.init(parsing:))
        var dns: Switch?
        @Option(
            help: "Whether a change of its machine's addresses is published: on or off.",
            completion: .list(["on", "off"]), transform: Switch.init(parsing:))
        var roaming: Switch?
        @OptionGroup var commands: CommandsOptions
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func validate() throws {
            guard endpoint == nil || !clearEndpoint else {
                throw ValidationError("--endpoint and --clear-endpoint contradict each other")
            }
            guard tag.isEmpty || !clearTags else {
                throw ValidationError("--tag and --clear-tags contradict each other")
            }
        }

        /// What is to change.
        var request: UpdateNodeRequest {
            UpdateNodeRequest(
                name: name, endpoint: .init(endpoint, isCleared: clearEndpoint), listenPort: port,
                persistentKeepalive: keepalive, mtu: mtu, ipv4: ipv4, ipv6: ipv6,
                expiresAt: expiry.time, expiresInSeconds: expiry.expires?.seconds,
                tags: tag.isEmpty && !clearTags ? nil : tag,
                udpHolePunching: holePunching?.isOn, dnsOn: dns?.isOn, roaming: roaming?.isOn,
                postUp: commands.postUpUpdate, postDown: commands.postDownUpdate)
        }

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.updateNode(
                target.node, in: target.network, with: request, ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
