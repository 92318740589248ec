import FoundationEssentials
import NetmakerCore

/// A session as somebody types it, and what they read: a file that tests run and compare.
///
/// ```
/// # A remark.
/// $ nmctl network show nowhere
/// ! nmctl: there is no network nowhere
/// = 5
/// ```
///
/// A command stands behind `$`, or behind `node1$` when a machine runs it, or `node1&` when it goes on beside, or is
/// about what does. Below it stands what it said: `|` before each line of its answer, `!` before each of its remarks, and
/// `=` before an exit status that is not 0.
struct Transcript {
    struct Command {
        /// Who runs it: `$`, `node1$`, `node1&`.
        let prompt: String
        let line: String
    }

    enum Part {
        /// A comment, or an empty line.
        case remark(String)
        case command(Command)
    }

    let parts: [Part]

    init(_ text: String) {
        parts = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { line in
            if line.isEmpty || line.hasPrefix("#") { return .remark(String(line)) }
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2, let prompt = words.first, prompt.hasSuffix("$") || prompt.hasSuffix("&") else {
                return nil
            }
            return .command(Command(prompt: String(prompt), line: String(words[1])))
        }
    }

    var commandCount: Int {
        parts.count { if case .command = $0 { true } else { false } }
    }

    /// The text with new answers, without anything that is another one every time, or a secret.
    ///
    /// - Parameter run: does what a command says.
    func rewritten(_ run: (Command) async throws -> CommandOutcome) async throws -> String {
        var text = ""
        for part in parts {
            switch part {
            case .remark(let line): text += line + "\n"
            case .command(let command):
                text += "\(command.prompt) \(command.line)\n" + (try Self.lines(of: try await run(command)))
            }
        }
        return text
    }

    private static func lines(of outcome: CommandOutcome) throws -> String {
        func marked(_ text: String, _ mark: String) -> String {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return (lines.last == "" ? lines.dropLast() : lines).map { line in
                line.isEmpty ? "\(mark)\n" : "\(mark) \(line)\n"
            }.joined()
        }
        let status = outcome.exitStatus.map { $0 == 0 ? "" : "= \($0)\n" } ?? "= \(outcome.status)\n"
        return marked(try Volatile.masked(outcome.output), "|") + marked(try Volatile.masked(outcome.complaints), "!")
            + status
    }
}

/// What is another one every time.
enum Volatile {
    /// The text with each such word in another, as long where that is known, so that tables stay straight.
    static func masked(_ text: String) throws -> String {
        var text = text.replacing(Release.version, with: "V.V.V")
        for (pattern, replacement) in masks {
            text = text.replacing(try Regex(pattern)) { match in
                replacement.count == 1
                    ? String(repeating: replacement, count: match.output[0].substring?.count ?? 1) : replacement
            }
        }
        return text
    }

    /// Patterns, and what stands in their place; a single letter, as often as what it covers is long.
    private static let masks = [
        ("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z", "YYYY-MM-DDThh:mm:ss.mmmZ"),
        ("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", "YYYY-MM-DDThh:mm:ssZ"),
        ("[0-9]{4}-?[0-9T:-]*…[0-9:.]*Z", "YYYY…Z"),
        // Public keys and pins have the same form, and so would private keys.
        ("[A-Za-z0-9+/]{43}=", "K"),
        // Other secrets.
        ("[A-Za-z0-9_-]{40,}", "S"),
        (#"\b[0-9a-f]{16}\b"#, "x"),
        ("/[^ ]*nm-world[.][A-Za-z0-9]+", "FOLDER"),
        // The machine that the test runs on.
        ("database +[0-9.]+ [A-Za-z]*B", "database  ..."), (#""databaseBytes" : [0-9]+"#, #""databaseBytes" : 0"#),
        ("system +[^ ]+ .*", "system ..."), ("agent +V.V.V, .*", "agent ..."),
        (#""operatingSystem" : ".*""#, #""operatingSystem" : "...""#),
        (#""architecture" : ".*""#, #""architecture" : "...""#), (#""backend" : ".*""#, #""backend" : "...""#),
    ]
}
