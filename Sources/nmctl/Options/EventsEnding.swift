internal import ArgumentParser

/// When whoever follows events has had enough.
struct EventsEnding: ParsableArguments {
    @Option(help: "End after so many events.")
    var count: Int?

    func validate() throws {
        guard count ?? 1 > 0 else { throw ValidationError("--count takes 1 or more") }
    }

    func printer(_ output: OutputOptions) -> EventPrinter { EventPrinter(output: output, count: count) }
}
