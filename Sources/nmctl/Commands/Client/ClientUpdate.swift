internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Clients {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change an external client: rename it, move it, shut it out, let it in.",
            examples: [
                "nmctl client update harbor phone --disable --wait",
                "nmctl client update harbor phone --gateway gate2 --expires 7d",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: ClientArguments
        @Option(help: "Its new name.", transform: NodeName.init(parsing:))
        var name: NodeName?
        @Option(
            help: "The ingress gateway it enters by from now on.", completion: .nodes,
            transform: NodeReference.init(parsing:))
        var gateway: NodeReference?
        @Flag(help: "Let it in.")
        var enable = false
        @Flag(help: "Shut it out.")
        var disable = false
        @Option(
            name: .customLong("dns"), help: "What resolves names for it; may be given again.",
            transform: IPAddress.init(parsing:))
        var nameServers: [IPAddress] = []
        @Flag(name: .customLong("clear-dns"), help: "Let its gateway say what resolves names for it.")
        var clearNameServers = false
        @Option(
            name: .customLong("range"),
            help: "A range that lies behind it, instead of those so far; may be given again.",
            transform: IPPrefix.init(parsing:))
        var ranges: [IPPrefix] = []
        @Flag(help: "Nothing lies behind it.")
        var clearRanges = false
        @OptionGroup var expiry: ExpiryOptions
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func validate() throws {
            let pairs = [
                (enable && disable, "--enable and --disable"),
                (!nameServers.isEmpty && clearNameServers, "--dns and --clear-dns"),
                (!ranges.isEmpty && clearRanges, "--range and --clear-ranges"),
            ]
            for (isBoth, names) in pairs where isBoth {
                throw ValidationError("\(names) contradict each other")
            }
        }

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.updateClient(
                target.client, in: target.network, with: request, ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }

        var request: UpdateClientRequest {
            UpdateClientRequest(
                name: name, gateway: gateway, access: enable ? .enabled : disable ? .disabled : nil,
                nameServers: nameServers.isEmpty && !clearNameServers ? nil : nameServers,
                allowedRanges: ranges.isEmpty && !clearRanges ? nil : ranges,
                expiresAt: expiry.time, expiresInSeconds: expiry.expires?.seconds)
        }
    }
}
