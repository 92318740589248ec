internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

extension NMCtl.Server {
    struct Events: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Follow what changes in all networks that you may see, and on the server itself.",
            discussion: """
                A line each; with -o json a line is a JSON object, and -q prints the ids alone. When the server ends the \
                stream the exit status is 4, and the last id is what to go on after.
                """,
            examples: [
                "nmctl server events", "nmctl server events --since 1204-1767225600000 --count 10 -o json",
                "nmctl server events --live",
            ])
        @OptionGroup var connection: ConnectionOptions
        @Option(
            help: "The id of the event after which to begin (default: with what comes).",
            transform: ServerEventID.init(parsing:))
        var since: ServerEventID?
        @Flag(help: "Tell too whose agent has come, gone or come further.")
        var live = false
        @OptionGroup var ending: EventsEnding

        func run(with client: ControlPlaneClient) async throws {
            try await ending.printer(connection.output).run(after: since?.description) { print in
                try await client.follow(after: since, live: live ? .told : .untold) {
                    try await print(ServerEventLine(event: $0))
                }
            }
        }
    }
}
