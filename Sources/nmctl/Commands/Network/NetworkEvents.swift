internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore
internal import Synchronization

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
        @Option(help: "End after so many events.")
        var count: Int?

        func validate() throws {
            guard count ?? 1 > 0 else { throw ValidationError("--count takes 1 or more") }
        }

        /// How the stream ended.
        private struct Progress: Sendable {
            var last: EventID?
            var count = 0
            var isDeleted = false
        }

        /// That as many came as were wanted.
        private struct EnoughEvents: Error {}

        func run(with client: ControlPlaneClient) async throws {
            let progress = Mutex(Progress(last: since))
            let (output, wanted) = (connection.output, count ?? .max)
            do {
                try await client.follow(name, after: since) { event in
                    try output.stream(EventLine(event: event))
                    let isEnough = progress.withLock { progress in
                        progress.last = event.id
                        progress.count += 1
                        if case .deleted = event.content { progress.isDeleted = true }
                        return progress.count == wanted
                    }
                    if isEnough { throw EnoughEvents() }
                }
            } catch is EnoughEvents {
                return
            }
            let end = progress.withLock { $0 }
            guard !end.isDeleted else { return }
            throw APIError(
                .unreachable, message: "the server ended the stream",
                remedy: end.last.map { "go on with --since \($0)" } ?? "follow it again")
        }
    }
}
