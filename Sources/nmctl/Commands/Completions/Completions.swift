internal import ArgumentParser

extension NMCtl {
    struct Completions: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what makes a shell complete commands, options, and the names of objects.",
            discussion: "Names are asked for in the current session, and are left out when they cannot be had at once.",
            examples: [
                "nmctl completions bash",
                "nmctl completions zsh",
                "nmctl completions fish",
            ])

        enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

        @Argument(help: "The shell.")
        var shell: Shell

        func run() throws { Console.answer(NMCtl.completionScript(for: kind) + "\n") }

        private var kind: CompletionShell {
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        }
    }
}
