internal import ArgumentParser
internal import NetmakerCore

extension NMCtl.Contexts {
    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget a context. Its session stays open at the server: log out first to end it.")
        @Argument(help: "The context's name.", transform: ContextName.init(parsing:))
        var name: ContextName
        @OptionGroup var output: OutputOptions

        func run() throws {
            try ContextFile(in: .current).update { try $0.delete(name) }
            try output.confirm("context \(name) is forgotten")
        }
    }
}
