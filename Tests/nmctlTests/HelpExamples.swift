import ArgumentParser
import DurableFiles
import Testing

@testable import nmctl

/// A command without subcommands, with the examples of its help.
struct HelpedCommand: Sendable, CustomTestStringConvertible {
    let type: any ParsableCommand.Type
    let names: [String]

    var testDescription: String { names.joined(separator: " ") }

    /// All that nmctl has.
    static let all = leaves(under: NMCtl.self, ["nmctl"])

    private static func leaves(under type: any ParsableCommand.Type, _ names: [String]) -> [HelpedCommand] {
        let children = type.configuration.subcommands
        guard !children.isEmpty else { return [HelpedCommand(type: type, names: names)] }
        return children.flatMap { leaves(under: $0, names + [$0._commandName]) }
    }

    /// Its help, as a terminal of that width has it.
    func help(columns: Int = 80) -> String { NMCtl.helpMessage(for: type, columns: columns) }

    /// The command lines that its help shows.
    var examples: [Example] {
        type.configuration.discussion.split(separator: "\n").filter { $0.hasPrefix("  nmctl ") }.map {
            Example(line: String($0.dropFirst(2)))
        }
    }
}

/// A command line out of the help.
struct Example: Sendable, CustomTestStringConvertible {
    let line: String

    var testDescription: String { line }

    static let all = HelpedCommand.all.flatMap(\.examples)

    /// Its words after the program's name, as a shell parts them: at spaces, unless between single quotes.
    var arguments: [String] {
        let words = line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
        return Array(words.dropFirst())
    }

    /// The same with every option that it shares with many commands, which no help shows again and again.
    func withSharedOptions() throws -> Example {
        var line = line
        for group in Mirror(reflecting: try NMCtl.parseAsRoot(arguments)).children.map(\.value) {
            // What only looks changes nothing.
            if group is OptionGroup<RevisionOptions>, !arguments.contains("--progress") { line += " --if-revision 7" }
            if group is OptionGroup<HistoryOptions> {
                line += " --limit 5 --since 7d --until 1d --actor alice --kind node --object web"
            }
        }
        return Example(line: line)
    }

    /// The command it is, with a file of a test's own wherever it names one, and for secrets that it would ask for.
    func command(withSecretsIn file: String, declaration: String) throws -> any ParsableCommand {
        var arguments = arguments
        for index in arguments.indices.dropFirst() {
            if arguments[index - 1].hasSuffix("-file") { arguments[index] = file }
            if arguments[index - 1] == "-f" { arguments[index] = declaration }
        }
        let command = try NMCtl.parseAsRoot(arguments)
        // Where it would ask somebody, it gets an answer.
        var answers: [String] = []
        for group in Mirror(reflecting: command).children.map(\.value) {
            if group is OptionGroup<PasswordOptions> { answers.append("--password-file") }
            if group is OptionGroup<NewPasswordOptions> { answers.append("--new-password-file") }
        }
        answers.removeAll(where: arguments.contains)
        return answers.isEmpty ? command : try NMCtl.parseAsRoot(arguments + answers.flatMap { [$0, file] })
    }
}
