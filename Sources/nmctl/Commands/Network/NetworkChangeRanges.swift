internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct ChangeRanges: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "change-ranges",
            abstract: "Give a network other address ranges: all its nodes move in one change.",
            discussion: "A range that is not named stays. Nodes keep their host number where the new range has it.",
            examples: [
                "nmctl network change-ranges harbor --range 10.20.0.0/16 --dry-run",
                "nmctl network change-ranges harbor --range 10.20.0.0/16 --wait",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Option(help: "Its new IPv4 range, such as 10.20.0.0/16.", transform: IPv4Prefix.init(parsing:))
        var range: IPv4Prefix?
        @Option(help: "Its new IPv6 range, such as fd00:20::/64.", transform: IPv6Prefix.init(parsing:))
        var range6: IPv6Prefix?
        @Flag(help: "Take its IPv4 range away.")
        var clearRange = false
        @Flag(help: "Take its IPv6 range away.")
        var clearRange6 = false
        @Flag(help: "Only show who would move where.")
        var dryRun = false
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func validate() throws {
            guard range == nil || !clearRange, range6 == nil || !clearRange6 else {
                throw ValidationError("a range cannot be given and taken away at once")
            }
            guard range != nil || range6 != nil || clearRange || clearRange6 else {
                throw ValidationError("say what changes: --range, --range6, --clear-range or --clear-range6")
            }
        }

        func run(with client: ControlPlaneClient) async throws {
            let now = try await client.network(name)
            let request = ChangeRangesRequest(
                ipv4Range: clearRange ? nil : range ?? now.ipv4Range,
                ipv6Range: clearRange6 ? nil : range6 ?? now.ipv6Range)
            guard !dryRun else {
                return try connection.output.render(
                    try await client.previewRanges(of: name, request, ifMatch: condition.ifRevision))
            }
            // What was read is what is changed: somebody else's change in between is not undone.
            let changed = try await client.changeRanges(
                of: name, to: request, ifMatch: condition.ifRevision ?? now.revision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: name, client, connection.output)
        }
    }
}
