internal import ArgumentParser
internal import DurableFiles
internal import Glibc
internal import NetmakerAPI
internal import NetmakerCore
internal import SecretInput

/// Standard output and standard error: the only writers to them.
enum Console {
    /// Gets all that is written, in place of the process's own outputs: for tests, which run many commands in one
    /// process.
    @TaskLocal static var listener: (any ConsoleListener)?

    static func answer(_ text: String) {
        guard let listener else { return Terminal.write(text, to: STDOUT_FILENO) }
        listener.hear(answer: text)
    }

    static func note(_ text: String) {
        guard let listener else { return Terminal.write("nmctl: \(text)\n", to: STDERR_FILENO) }
        listener.hear(note: text)
    }

    /// How many columns the terminal has that answers go to; nil when they go to none, or it does not say.
    static var width: Int? {
        var size = winsize()
        guard listener == nil, isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
            size.ws_col > 0
        else { return nil }
        return Int(size.ws_col)
    }

    /// Says what went wrong and what to do; for a call for help, gives the help.
    static func report(_ error: any Error) {
        switch error {
        case let error as APIError:
            note(error.message)
            for change in error.problem?.changes ?? [] { note(change.sentence) }
            note(error.remedy)
        case let error as ModelError: report(error.message, error.remedy)
        case let error as FileError: report(error.message, error.remedy)
        case let error as CommandFailure: report(error.message, error.remedy)
        case let error as SecretInputError: report(error.message, error.remedy)
        case let error as NotInForceError: note(error.description)
        case let error as NotThereError: note(error.description)
        // The answer has said it.
        case is NotReachableError: break
        case let error as UnfulfilledDeclaration: note(error.description)
        case is DifferenceFound: break
        default:
            let text = NMCtl.fullMessage(for: error)
            guard !text.isEmpty else { return }
            Terminal.write(text + "\n", to: NMCtl.exitCode(for: error) == .success ? STDOUT_FILENO : STDERR_FILENO)
        }
    }

    private static func report(_ message: String, _ remedy: String) {
        note(message)
        note(remedy)
    }
}

/// One who hears what a command says.
protocol ConsoleListener: Sendable {
    func hear(answer: String)
    func hear(note: String)
}

extension Problem.Change {
    /// For people.
    var sentence: String {
        let differences = fields.map { "\($0) from \(before[$0] ?? "nothing") to \(after[$0] ?? "nothing")" }
        return "revision \(revision) by \(actor) at \(time) changed " + differences.joined(separator: ", ")
    }
}
