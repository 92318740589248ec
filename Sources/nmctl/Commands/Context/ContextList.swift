internal import ArgumentParser

extension NMCtl.Contexts {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the contexts.",
            examples: ["nmctl context list"])
        @OptionGroup var output: OutputOptions

        func run() throws {
            let contexts = try ContextFile(in: .current).read()
            try output.render(contexts.all.map { ContextSummary($0.name, $0.context, current: contexts.current) })
        }
    }
}
