import ArgumentParser
import Testing

@testable import nmctl

@Suite struct `The help` {
    @Test(arguments: HelpedCommand.all) func `of every command says what it does and shows it`(_ command: HelpedCommand)
    {
        #expect(!command.type.configuration.abstract.isEmpty)
        #expect(!command.examples.isEmpty, "give it examples: in its configuration")
        #expect(
            command.examples.allSatisfy {
                "\($0.line) ".hasPrefix(command.names.joined(separator: " ") + " ") || command.isDefault
            })
    }

    @Test(arguments: HelpedCommand.all) func `shows its examples in one line each on a terminal`(
        _ command: HelpedCommand
    ) {
        let help = command.help()
        for example in command.examples { #expect(help.contains("\n  \(example.line)\n")) }
    }

    @Test(arguments: Example.all) func `has examples that are command lines`(_ example: Example) throws {
        #expect(throws: Never.self) { try NMCtl.parseAsRoot(example.arguments) }
    }

    @Test func `tells the exit statuses`() {
        let help = NMCtl.helpMessage(columns: 200)
        for status in [
            "0 done", "1 failed", "2 wrong usage", "3 refused", "4 server", "5 not found", "6 conflict", "7 not",
        ] {
            #expect(help.contains(status))
        }
    }
}

extension HelpedCommand {
    /// Whether it is what its noun alone does, and may be shown so.
    fileprivate var isDefault: Bool { type == NMCtl.Server.Show.self }
}
