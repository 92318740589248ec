internal import NetmakerCore

extension NetConfigKey {
    /// Every key there is, in the order of a file that is made anew.
    static let all = server + node + network + formerNode + top

    private static let join = Remedy.words("leave the network and join it again")
    private static let joinWithInterface = Remedy.words("leave the network and join it with --interface")
    private static let machine = Remedy.words("the machine says it itself")

    private static let server = [
        NetConfigKey(.server("grpcaddress"), .fact(join), meaning: "where agents reach the server") {
            [$0.server.description]
        },
        NetConfigKey(.server("apiaddress"), .fact(join), meaning: "where people reach the server") {
            $0.api.map { [$0.description] }
        },
        NetConfigKey(.server("corednsaddr"), .ignored, .text, .whereItStands, meaning: "of Netmaker"),
        NetConfigKey(.server("accesskey"), .ignored, .text, .whereItStands, meaning: "of Netmaker"),
        NetConfigKey(.server("grpcssl"), .ignored, .text, .whereItStands, meaning: "of Netmaker"),
        NetConfigKey(.server("grpcwg"), .ignored, .text, .whereItStands, meaning: "of Netmaker"),
    ]

    private static let node = [
        NetConfigKey(.node("id"), .fact(join), meaning: "who the node is to the server") {
            [$0.configuration.node.description]
        },
        NetConfigKey(.node("name"), .machine(.name), .name, meaning: "the node's name, if nobody has it") {
            [$0.configuration.name.description]
        },
        NetConfigKey(.node("interface"), .fact(joinWithInterface), meaning: "the interface on this machine") {
            [$0.configuration.interface.description]
        },
        NetConfigKey(.node("network"), .fact(join), meaning: "the network") { [$0.configuration.network.description] },
        NetConfigKey(
            .node("address"), aliases: ["wgaddress"], .admin(.node("node update", "--ipv4 ADDRESS")), .address,
            meaning: "the IPv4 address in the network"
        ) { [$0.address { $0.bitWidth == 32 }] },
        NetConfigKey(
            .node("address6"), aliases: ["wgaddress6"], .admin(.node("node update", "--ipv6 ADDRESS")), .address,
            meaning: "the IPv6 address in the network"
        ) { [$0.address { $0.bitWidth == 128 }] },
        NetConfigKey(
            .node("localaddress"), .fact(machine), .address,
            meaning: "the first of the machine's addresses outside the network"
        ) { [$0.localAddress?.address.description ?? ""] },
        NetConfigKey(
            .node("islocal"), .local, .flag, .atFirst("no"),
            meaning: "whether only addresses in localrange are told to others that may be in the same LAN"),
        NetConfigKey(
            .node("localrange"), .factUnless(.isLocal, machine), .ranges,
            meaning: "the range of localaddress; or those of the addresses that are told, with commas between"
        ) { [$0.localAddress?.prefix.description ?? ""] },
        NetConfigKey(
            .node("listenport"), aliases: ["port"], .machine(.listenPort), .port, meaning: "the UDP port of WireGuard"
        ) { [$0.configuration.listenPort.description] },
        NetConfigKey(
            .node("persistentkeepalive"), aliases: ["keepalive"], .machine(.persistentKeepalive), .keepalive,
            meaning: "seconds between packets that keep a NAT open; 0 for none"
        ) { [$0.configuration.persistentKeepalive.number.description] },
        NetConfigKey(
            .node("publickey"), .fact(.network("network refresh-keys", "")),
            meaning: "the WireGuard key of this machine"
        ) { [$0.publicKey.description] },
        NetConfigKey(
            .node("endpoint"), .machine(.pinnedEndpoint), .endpoint,
            meaning: "where others reach this machine: as it is detected, or as you say"
        ) { [$0.endpoint?.description ?? ""] },
        NetConfigKey(
            .node("isstatic"), .machine(.pinnedEndpoint), .flag,
            meaning: "whether the endpoint is as you say; with no it is detected"
        ) { [flag($0.configuration.pinnedEndpoint != nil)] },
        NetConfigKey(
            .node("roaming"), .machine(.roaming), .flag, meaning: "whether the machine's new addresses are published"
        ) { [flag($0.configuration.options.roaming)] },
        NetConfigKey(
            .node("dnson"), aliases: ["dns"], .machine(.dnsOn), .flag,
            meaning: "whether the machine looks up the network's names"
        ) { [flag($0.configuration.options.dnsOn)] },
        NetConfigKey(
            .node("udpholepunch"), .machine(.udpHolePunching), .flag,
            meaning: "whether a NAT is opened with the server's help"
        ) { [flag($0.configuration.options.udpHolePunching)] },
        NetConfigKey(.node("mtu"), .machine(.mtu), .mtu, meaning: "the largest packet of the interface, in bytes") {
            [$0.configuration.mtu.description]
        },
        NetConfigKey(
            .node("postup"), .local, .text, .atFirst(""), meaning: "a command for when the interface has come up"),
        NetConfigKey(
            .node("postdown"), .local, .text, .atFirst(""), meaning: "a command for when the interface has gone"),
        NetConfigKey(
            .node("server-postup"), .admin(.node("node update", "--post-up COMMAND")),
            meaning: "the server's such command; nothing is run because it stands here"
        ) { [$0.configuration.options.commands.postUp?.description ?? ""] },
        NetConfigKey(
            .node("server-postdown"), .admin(.node("node update", "--post-down COMMAND")),
            meaning: "the server's such command; nothing is run because it stands here"
        ) { [$0.configuration.options.commands.postDown?.description ?? ""] },
        NetConfigKey(
            .node("isegressgateway"), .admin(.node("gateway egress set", "--range RANGE")), .flag,
            meaning: "whether it forwards to ranges outside the network"
        ) { [flag($0.configuration.roles.egress != nil)] },
        NetConfigKey(
            .node("egressgatewayranges"), .admin(.node("gateway egress set", "--range RANGE")), .list,
            meaning: "those ranges"
        ) { ($0.configuration.roles.egress?.ranges ?? []).map(\.description) },
        NetConfigKey(
            .node("isingressgateway"), .admin(.node("gateway ingress set", "")), .flag,
            meaning: "whether external clients enter by it"
        ) { [flag($0.configuration.roles.ingress != nil)] },
        NetConfigKey(
            .node("isrelay"), .admin(.node("gateway relay set", "")), .flag,
            meaning: "whether it carries packets between others"
        ) { [flag($0.configuration.roles.relay != nil)] },
        NetConfigKey(
            .node("ipforwarding"), .fact(.node("gateway egress set", "--range RANGE")), .flag,
            meaning: "whether the machine forwards packets, for what it is"
        ) { [flag($0.configuration.roles != .none)] },
        NetConfigKey(
            .node("expdatetime"), .admin(.node("node update", "--expires 30d")), .time,
            meaning: "when it loses access, in seconds since 1970; 0 for never"
        ) { [(($0.configuration.expiresAt?.millisecondsSince1970 ?? 0) / 1000).description] },
        NetConfigKey(
            .node("saveconfig"), .local, .flag, .atFirst("yes"), meaning: "of Netmaker; nothing depends on it"),
    ]

    private static let network = [
        NetConfigKey(
            .node("checkininterval"), .admin(.network("network update", "--check-in-interval SECONDS")), .seconds,
            meaning: "how often this file is looked at, and the server asked where no session opens, in seconds"
        ) { [$0.configuration.checkInInterval.seconds.description] },
        NetConfigKey(
            .node("ispending"), .admin(.node("node approve", "")), .flag, .whereItStands,
            meaning: "whether an admin has still to let it in"
        ) { [flag($0.configuration.status == .pending)] },
        NetConfigKey(
            .node("isdualstack"), .admin(.network("network change-ranges", "--range6 RANGE")), .flag, .whereItStands,
            meaning: "whether the network has both ranges"
        ) { [flag($0.configuration.ranges.ipv4 != nil && $0.configuration.ranges.ipv6 != nil)] },
    ]

    /// What files of Netmaker hold besides.
    private static let formerNode = [
        "accesskey", "action", "allowedips", "ingressgatewayrange", "isserver", "keyupdatetimestamp", "lastcheckin",
        "lastmodified", "lastpeerupdate", "macaddress", "password", "privatekey", "pullchanges",
    ].map { NetConfigKey(.node($0), .ignored, .text, .whereItStands, meaning: former[$0] ?? "of Netmaker") }

    /// What is not read here, and where it is said instead.
    private static let former = [
        "allowedips": "of Netmaker; what is routed to a node an admin says with `nmctl node ranges NET NODE`"
    ]

    private static let top = [
        NetConfigKey(NetConfigPlace(.top, "network"), .fact(join), meaning: "the network") {
            [$0.configuration.network.description]
        },
        NetConfigKey(
            .daemon, .service, .onOff, meaning: "whether a service of systemd's keeps the network up"
        ) { $0.isSupervised.map { [flag($0)] } },
        NetConfigKey(NetConfigPlace(.top, "operatingsystem"), .ignored, .text, .whereItStands, meaning: "of Netmaker"),
    ]

    private static func flag(_ isOn: Bool) -> String { isOn ? "yes" : "no" }
}

extension NetConfigPlace {
    fileprivate static func server(_ name: String) -> NetConfigPlace { NetConfigPlace(.server, name) }
    fileprivate static func node(_ name: String) -> NetConfigPlace { NetConfigPlace(.node, name) }
}
