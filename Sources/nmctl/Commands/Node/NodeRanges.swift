internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Nodes {
    struct Ranges: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which ranges are routed to a node besides its addresses.",
            discussion: """
                The machine is taken to have them, or a way to them: nothing else is set up there. For a way out that is, \
                see nmctl gateway egress.
                """,
            examples: [
                "nmctl node ranges harbor web --range 192.168.7.0/24",
                "nmctl node ranges harbor web --clear",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: NodeArguments
        @Option(
            name: .customLong("range"),
            help: "A range, such as 192.168.1.0/24, instead of those so far; may be given again.",
            transform: IPPrefix.init(parsing:))
        var ranges: [IPPrefix] = []
        @Flag(help: "Route none.")
        var clear = false
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func validate() throws {
            guard ranges.isEmpty == clear else { throw ValidationError("give --range or --clear, and not both") }
        }

        func run(with client: ControlPlaneClient) async throws {
            let revision: Revision
            if clear {
                revision = try await client.removeExtraRanges(
                    of: target.node, in: target.network, ifMatch: condition.ifRevision
                ).networkRevision
                try connection.output.confirm(
                    "node \(target.node) of \(target.network) has no extra ranges any more")
            } else {
                let changed = try await client.setExtraRanges(
                    of: target.node, in: target.network, to: ExtraRangesRequest(ranges: ranges),
                    ifMatch: condition.ifRevision)
                try connection.output.render(changed.resource)
                revision = changed.networkRevision
            }
            try await waiting.finish(revision, of: target.network, client, connection.output)
        }
    }
}
