internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Networks {
    struct Events: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Follow a network's changes, a line each, until it is no more.",
            discussion: """
                With -o json a line is a JSON object, and -q prints the ids alone. When the server ends the stream the \
                exit status is 4, and the last id is what to go on after.
                """,
            examples: [
                "nmctl network events harbor",
                "nmctl network events harbor --since 9f86d081884c7d65-12 --count 10 -o json",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Argument(help: "The network's name.", completion: .networks, transform: NetworkName.init(parsing:))
        var name: NetworkName
        @Option(
            help: "The id of the event after which to begin (default: with what comes).",
            transform: EventID.init(parsing:))
        var since: EventID?
        @OptionGroup var ending: EventsEnding

        func run(with client: ControlPlaneClient) async throws {
            try await ending.printer(connection.output).run(after: since?.description) { print in
                try await client.follow(name, after: since) { try await print(EventLine(event: $0)) }
            }
        }
    }
}
