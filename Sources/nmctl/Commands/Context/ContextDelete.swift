internal import ArgumentParser
internal import NetmakerCore

extension NMCtl.Contexts {
    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget a context. Its session stays open at the server: log out first to end it.",
            examples: ["nmctl context delete vpn.example.org"])
        @Argument(help: "The context's name.", completion: .contexts, transform: ContextName.init(parsing:))
        var name: ContextName
        @OptionGroup var output: OutputOptions

        func run() throws {
            try ContextFile(in: .current).update { try $0.delete(name) }
            try output.confirm("context \(name) is forgotten")
        }
    }
}
