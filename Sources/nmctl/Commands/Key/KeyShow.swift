internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Keys {
    struct Show: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an access key. Its secret is nowhere to be shown again.",
            examples: ["nmctl key show harbor fleet"])
        @OptionGroup var connection: ConnectionOptions
        @OptionGroup var target: KeyArguments

        func run(with client: ControlPlaneClient) async throws {
            try connection.output.render(try await client.accessKey(target.key, of: target.network))
        }
    }
}
