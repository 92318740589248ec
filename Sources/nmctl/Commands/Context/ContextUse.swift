internal import ArgumentParser
internal import NetmakerCore

extension NMCtl.Contexts {
    struct Use: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make another context the current one.",
            examples: ["nmctl context use vpn.example.org"])
        @Argument(help: "The context's name.", completion: .contexts, transform: ContextName.init(parsing:))
        var name: ContextName
        @OptionGroup var output: OutputOptions

        func run() throws {
            try ContextFile(in: .current).update { try $0.use(name) }
            try output.confirm("\(name) is the current context")
        }
    }
}
