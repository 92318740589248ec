internal import ArgumentParser
internal import NetmakerCore

/// What a network's new nodes start with.
struct NodeDefaultsOptions: ParsableArguments {
    @Option(help: "The UDP port new nodes listen on.", transform: ListenPort.init(parsing:))
    var port: ListenPort?
    @Option(
        help: "How often new nodes behind a NAT send a packet: off, or a number of seconds.",
        transform: PersistentKeepalive.init(parsing:))
    var keepalive: PersistentKeepalive?
    @Option(help: "The MTU of new nodes, in bytes.", transform: MTU.init(parsing:))
    var mtu: MTU?
    @Option(
        help: "What new nodes call their interface, unless their owner says otherwise.",
        transform: InterfaceName.init(parsing:))
    var interface: InterfaceName?
    @Option(
        help: "Whether new nodes open their NATs by UDP hole punching: on or off.", completion: .list(["on", "off"]),
        transform: Switch.init(parsing:))
    var holePunching: Switch?
}
