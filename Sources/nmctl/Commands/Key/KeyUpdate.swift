internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Keys {
    struct Update: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change an access key: how many it admits, until when, and what they get.",
            discussion: "Its secret stays. Nodes it admitted keep what they got.",
            examples: [
                "nmctl key update harbor fleet --uses 20 --expires 30d",
                "nmctl key update harbor fleet --uses 0",
                "nmctl key update harbor fleet --tag fleet --tag berlin",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: KeyArguments
        @Option(help: "Its new name.", transform: AccessKeyName.init(parsing:))
        var name: AccessKeyName?
        @Option(
            help: "How many more machines it admits: a number, 0 for none until it is given more, or unlimited.",
            transform: AccessKeyUses.init(parsing:))
        var uses: AccessKeyUses?
        @OptionGroup var expiry: ExpiryOptions
        @Option(
            name: .customLong("tag"),
            help: "A tag for the nodes that it admits, instead of those so far; may be given several times.",
            transform: Tag.init(parsing:))
        var tags: [Tag] = []
        @Flag(help: "The nodes that it admits get no tags.")
        var clearTags = false
        @Option(
            help: "Whether nodes that it admits go when their agent has been away for some minutes: on or off.",
            completion: .list(["on", "off"]), transform: Switch.init(parsing:))
        var ephemeral: Switch?
        @OptionGroup var condition: RevisionOptions

        func validate() throws {
            guard tags.isEmpty || !clearTags else {
                throw ValidationError("--tag and --clear-tags contradict each other")
            }
        }

        func run(with client: ControlPlaneClient) async throws {
            let changed = try await client.updateAccessKey(
                target.key, of: target.network, with: request, ifMatch: condition.ifRevision)
            try connection.output.render(changed.resource)
        }

        /// What is to change.
        var request: UpdateAccessKeyRequest {
            UpdateAccessKeyRequest(
                name: name, uses: uses, expiresAt: expiry.time, expiresInSeconds: expiry.expires?.seconds,
                tags: tags.isEmpty && !clearTags ? nil : tags, ephemeral: ephemeral?.isOn)
        }
    }
}
