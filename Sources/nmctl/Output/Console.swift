internal import ArgumentParser
internal import DurableFiles
internal import Glibc
internal import NetmakerAPI
internal import NetmakerCore
internal import SecretInput

/// Standard output and standard error: the only writers to them.
enum Console {
    static func answer(_ text: String) { Terminal.write(text, to: STDOUT_FILENO) }

    static func note(_ text: String) { Terminal.write("nmctl: \(text)\n", to: STDERR_FILENO) }

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

extension Problem.Change {
    /// For people.
    var sentence: String {
        let differences = fields.map { "\($0) from \(before[$0] ?? "nothing") to \(after[$0] ?? "nothing")" }
        return "revision \(revision) by \(actor) at \(time) changed " + differences.joined(separator: ", ")
    }
}
