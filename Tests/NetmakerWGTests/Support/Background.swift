import Glibc
import NetmakerCore

/// A command that runs in a machine until it is stopped, and what it printed so far.
struct Background {
    let id: Substring
    let log: Substring

    /// Waits for a line; at most for half a minute.
    func firstLine(containing text: String) async throws -> String {
        let clock = ContinuousClock()
        let deadline = clock.now + .seconds(30)
        while clock.now < deadline {
            let said = try await shell("cat \(log)")
            if let line = said.split(separator: "\n").first(where: { $0.contains(text) }) { return String(line) }
            try await clock.sleep(for: .milliseconds(100))
        }
        throw ShellFailure(description: "it never said \(text), but: \(try await shell("cat \(log)"))")
    }

    /// Ends it, waits until it has ended, and gives all that it printed. Not by an interrupt, which a shell has what it
    /// starts in the background ignore.
    @discardableResult
    func stop() async throws -> String {
        try await shell("kill -TERM \(id); tail --pid=\(id) -f /dev/null; cat \(log); rm \(log)")
    }
}

extension TwoMachines.Machine {
    /// Starts a command.
    func start(_ command: String) async throws -> Background {
        let log = try await NetmakerWGTests.shell("mktemp").split(separator: "\n")[0]
        let id = try await shell("bash -c '\(command) >\(log) 2>&1 & echo $!'").split(separator: "\n")[0]
        return Background(id: id, log: log)
    }
}

/// Programs that were built with the tests.
enum Program {
    /// The path of one: beside the test program itself.
    static func built(_ name: String) throws -> String {
        let own = CommandLine.arguments[0]
        guard let end = own.lastIndex(of: "/") else { throw ShellFailure(description: "\(own) is no path") }
        let path = "\(own[..<end])/\(name)"
        guard access(path, X_OK) == 0 else { throw ShellFailure(description: "there is no program \(path)") }
        return path
    }
}
