internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Clients {
    struct File: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hand a client's file out anew, as it is to be now.",
            discussion: """
                The server has no private key: the file has a placeholder for it, unless the device gets a new one \
                (--new-key), which the former gives way to.
                """,
            examples: [
                "nmctl client file harbor phone --new-key --qr",
                "nmctl client file harbor phone --output-file phone.conf",
            ])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: ClientArguments
        @Flag(help: "Make a new key for the device; the one it has lets it in no more.")
        var newKey = false
        @Option(help: "The public key of a device that has made a new one.", transform: PublicKey.init(parsing:))
        var publicKey: PublicKey?
        @OptionGroup var file: FileOptions
        @OptionGroup var condition: RevisionOptions
        @OptionGroup var waiting: WaitOptions

        func validate() throws {
            guard !newKey || publicKey == nil else {
                throw ValidationError("--new-key and --public-key contradict each other")
            }
        }

        func run(with client: ControlPlaneClient) async throws {
            let request = HandOutFileRequest(key: newKey ? .made : nil, publicKey: publicKey)
            let changed = try await client.handOutFile(
                of: target.client, in: target.network, request, ifMatch: condition.ifRevision)
            try file.hand(changed.resource, over: connection.output)
            try await waiting.finish(changed.networkRevision, of: target.network, client, connection.output)
        }
    }
}
