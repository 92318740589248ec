internal import ArgumentParser
internal import NetmakerAPI

extension NMCtl.Server {
    struct InstallScript: ServerCommand {
        static let configuration = CommandConfiguration(
            commandName: "install-script",
            abstract: "Print the script that the install command of an access key runs, to be read before.",
            discussion: "It is the same for everybody and has no secret. It needs no session.",
            examples: ["nmctl server install-script"])
        @OptionGroup var connection: ConnectionOptions

        func run(with client: ControlPlaneClient) async throws { Console.answer(try await client.installScript()) }
    }
}
