import ArgumentParser
import DurableFiles
import NetmakerAPI
import Synchronization
import Testing

@testable import nmctl

@Suite struct `What the interface can do` {
    /// What nmctl does without, each with its reason.
    static let exceptions = [
        "fetchAgent": "a program for machines, fetched and checked by the script that server install-script shows"
    ]

    /// Every example of the help is run, and what they ask a server for is put together: nobody keeps a list.
    @Test func `nmctl can do, and its help shows it`() async throws {
        let server = DocumentedServer()
        for example in Example.all {
            let heard = try await run(example, at: server)
            #expect(heard.notes.isEmpty || !heard.answer.isEmpty, "\(example.line): \(heard)")
        }
        let all = Set(APIOperation.all.map(\.id))

        let missing = all.subtracting(server.operations).subtracting(Self.exceptions.keys)
        #expect(missing.isEmpty, "no example of the help asks for them")
        // An exception that is none any more is struck off.
        #expect(server.operations.isDisjoint(with: Self.exceptions.keys))
        #expect(Set(Self.exceptions.keys).isSubset(of: all))
    }

    /// Which parameters nmctl does without, each with its reason.
    private static func reason(toLeaveOut parameter: SentParameter) -> String? {
        switch parameter.name {
        case "limit" where parameter.operation.hasPrefix("list"): "a list is asked for whole"
        case "after": "sent by the client alone, where an answer says that more follows"
        default: exceptions[parameter.operation]
        }
    }

    @Test func `nmctl can ask by every parameter, and by the revision that was seen`() async throws {
        let server = DocumentedServer()
        for example in Example.all {
            _ = try await run(example, at: server)
            _ = try await run(try example.withSharedOptions(), at: server)
        }
        let all = APIOperation.all.flatMap { operation in
            let names = operation.parameters.map(\.name) + (operation.takesIfMatch ? ["If-Match"] : [])
            return names.map { SentParameter(operation: operation.id, name: $0) }
        }

        let missing = Set(all).subtracting(server.parameters)
        #expect(missing.filter { Self.reason(toLeaveOut: $0) == nil } == [], "no option of nmctl sends them")
    }

    @Test(arguments: OutputFormat.allCases) func `is answered in each form`(_ format: OutputFormat) async throws {
        let server = DocumentedServer()
        for line in ["network list", "network show harbor", "node list harbor", "network events harbor", "status"] {
            let heard = try await run(Example(line: "nmctl \(line) -o \(format.rawValue)"), at: server)
            #expect(!heard.answer.isEmpty, "\(line)")
        }
    }

    private func run(_ example: Example, at server: DocumentedServer) async throws -> Listener.Heard {
        let folder = try TemporaryFolder()
        let secret = folder.file("secret")
        try AtomicFile.write(Array("correct horse battery staple\n".utf8), to: secret, mode: 0o600)
        let declaration = folder.file("mesh.yaml")
        try AtomicFile.write(Array("netmaker: 1\n".utf8), to: declaration, mode: 0o600)
        let command = try example.command(withSecretsIn: secret, declaration: declaration)
        let listener = Listener()
        try await Console.$listener.withValue(listener) {
            let client = ControlPlaneClient(server)
            if let command = command as? NMCtl.Server.Events {
                // A stream without an end: that it ended is all there is to say.
                await #expect(throws: APIError(.unreachable, message: "", remedy: "")) {
                    try await command.run(with: client)
                }
            } else if let command = command as? any ServerCommand {
                try await command.run(with: client)
            } else if let command = command as? any SessionCommand {
                _ = try await command.openSession(with: client, in: try Fixtures.context())
            }
        }
        return listener.heard.withLock { $0 }
    }
}

/// Keeps what a command says.
final class Listener: ConsoleListener {
    struct Heard: Sendable {
        var answer = ""
        var notes: [String] = []
    }
    let heard = Mutex(Heard())

    func hear(answer: String) { heard.withLock { $0.answer += answer } }
    func hear(note: String) { heard.withLock { $0.notes.append(note) } }
}
