internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

/// One custom name of one network.
struct DNSRecordArguments: ParsableArguments {
    @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
    var network: NetworkName
    @Argument(
        help: "The name without the network's: sqlserver for sqlserver.harbor.",
        completion: .dnsRecords, transform: DNSRecordName.init(parsing:))
    var name: DNSRecordName
}

/// What a custom name stands for.
struct DNSTargetOptions: ParsableArguments {
    @Option(
        name: .customLong("address"), help: "An address it stands for, IPv4 or IPv6; repeat it for more.",
        transform: IPAddress.init(parsing:))
    var addresses: [IPAddress] = []
    @Option(
        help: "The node whose other name it is, by name or id.", completion: .nodes,
        transform: NodeReference.init(parsing:))
    var node: NodeReference?

    func validate() throws {
        guard addresses.isEmpty == (node != nil) else {
            throw ValidationError("a name stands for addresses or for a node: give --address or --node")
        }
        _ = try all
    }

    /// The addresses; nil for an alias.
    var all: DNSAddresses? {
        get throws { addresses.isEmpty ? nil : try DNSAddresses(addresses) }
    }
}
