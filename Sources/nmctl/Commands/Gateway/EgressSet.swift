internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Gateways.Egress {
    struct Set: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a node route for ranges outside the network; all others send them to it.",
            examples: [
                "nmctl gateway egress set harbor gate --range 192.168.1.0/24",
                "nmctl gateway egress set harbor gate --range 172.16.0.0/12 --interface eth0",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @Option(
            name: .customLong("range"), help: "A range, such as 192.168.1.0/24; may be given again.",
            transform: IPPrefix.init(parsing:))
        var ranges: [IPPrefix] = []
        @Option(
            help: "The interface it sends them out of (default: as the machine routes them).",
            transform: InterfaceName.init(parsing:))
        var interface: InterfaceName?
        @Option(help: "Whether what it forwards bears its own address there, so that hosts need no way back.")
        var nat = NAT.on
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        enum NAT: String, ExpressibleByArgument, CaseIterable { case on, off }

        func validate() throws {
            guard !ranges.isEmpty else { throw ValidationError("give at least one --range") }
        }

        func run(with client: ControlPlaneClient) async throws {
            let request = EgressRequest(ranges: ranges, interface: interface, masquerade: nat == .on)
            let changed = try await client.setEgress(
                of: target.node, in: target.network, to: request, ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
