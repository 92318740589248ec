internal import ArgumentParser
internal import NetmakerCore

extension NMCtl.Contexts {
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a context, the current one unless named.",
            examples: [
                "nmctl context show",
                "nmctl context show vpn.example.org",
            ])
        @Argument(help: "The context's name.", completion: .contexts, transform: ContextName.init(parsing:))
        var name: ContextName?
        @OptionGroup var output: OutputOptions

        func run() throws {
            let contexts = try ContextFile(in: .current).read()
            let (name, context) = try contexts.context(name)
            try output.render(ContextSummary(name, context, current: contexts.current))
        }
    }
}
