import FoundationEssentials
import Glibc
import NetmakerAPI
import Subprocess
import Synchronization
import Testing

extension `The programs` {
    @Test func `say in an operator's session what they said before`() async throws {
        try await repeatSession("operator", commands: 60...)
    }

    @Test func `say in a session of two people what they said before`() async throws {
        try await repeatSession("people", commands: 25...)
    }

    /// Runs a session of `Sessions`, and compares it word by word. `NM_SESSION=rewrite` writes what is said now into the
    /// file, to be read before it is committed.
    private func repeatSession(_ name: String, commands: PartialRangeFrom<Int>) async throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Sessions/\(name).txt")
        let before = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let transcript = Transcript(before)
        #expect(commands.contains(transcript.commandCount))
        try await Mesh.running(machines: 2) { mesh in
            _ = try await mesh.startServer()
            let shell = SessionShell(mesh: mesh)
            let now = try await transcript.rewritten(shell.run)
            try await shell.end()
            if getenv("NM_SESSION") != nil {
                try Data(now.utf8).write(to: file)
            } else {
                let (old, new) = (before.split(separator: "\n"), now.split(separator: "\n"))
                #expect(new.difference(from: old).map { "\($0)" } == [])
            }
            // What a file keeps to itself is masked here by no pattern alone.
            let secrets = try await shell.secrets()
            #expect(!secrets.isEmpty)
            for secret in secrets { #expect(!now.contains(secret)) }
        }
    }
}

/// Runs the commands of a session.
private final class SessionShell: Sendable {
    private let mesh: Mesh
    /// What runs beside, by its machine's name.
    private let agents = Mutex<[String: Program]>([:])

    init(mesh: Mesh) { self.mesh = mesh }

    func run(_ command: Transcript.Command) async throws -> CommandOutcome {
        guard let machine = mesh.machines.first(where: { command.prompt.hasPrefix($0.name) }) else {
            let outcome = try await shell(command.line, in: mesh.world.router)
            if command.line.contains("-o json") { check(outcome, against: command.line) }
            return outcome
        }
        guard command.prompt.hasSuffix("&") else { return try await shell(command.line, in: machine.namespace) }
        switch command.line {
        case "kill -STOP %1": agents.withLock { $0[machine.name]?.signal(SIGSTOP) }
        case "kill -CONT %1": agents.withLock { $0[machine.name]?.goOn() }
        default:
            let agent = try await machine.startAgent(of: "harbor")
            agents.withLock { $0[machine.name] = agent }
            try await eventually("\(machine.name) has everything") {
                try await mesh.nodes(of: "harbor").contains { $0.name == machine.name && $0.live?.status == "applied" }
            }
        }
        return CommandOutcome(command: command.line, status: .exited(0), output: "", complaints: "")
    }

    /// Ends what runs beside.
    func end() async throws {
        for agent in agents.withLock({ Array($0.values) }) { _ = try await agent.stop() }
    }

    private func shell(_ line: String, in namespace: Namespace) async throws -> CommandOutcome {
        try await namespace.run(
            ["bash", "-c", "cd '\(mesh.world.folder)' && eval \"$0\"", line],
            environment: [
                "NMCTL_CONFIG": mesh.contextFile,
                "PATH": "\(Installation.programs):/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ])
    }

    /// Holds a JSON answer against the schema that the command's comment names.
    private func check(_ outcome: CommandOutcome, against line: String) {
        let document = OpenAPIDocument(APIOperation.all).json
        let name = line.split(separator: "#").last.map { $0.filter { $0 != " " } } ?? ""
        guard let schema = document["components"]?["schemas"]?[name] else {
            Issue.record("say behind # which schema the answer has: \(line)")
            return
        }
        let lines = outcome.output.split(separator: "\n").map { Self.json(String($0)) }
        let values =
            switch Self.json(outcome.output) {
            case .array(let items)?: items
            case let value?: [value]
            // An object a line.
            case nil: lines.map { $0?["data"] ?? .null }
            }
        for value in values {
            #expect(SchemaCheck(document).faults(in: value, against: schema) == [], "\(line)")
        }
        #expect(!values.isEmpty, "\(line)")
    }

    /// Nil for what is no JSON.
    private static func json(_ text: String) -> JSONValue? {
        do { return try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) } catch { return nil }
    }

    /// What lies in the files of the session and must not stand anywhere else.
    func secrets() async throws -> [String] {
        let text = try await mesh.world.router.shell(
            "cd '\(mesh.world.folder)' && cat token api-token password bob.password *.conf server/setup-code 2>&1 || true"
        )
        return text.split(whereSeparator: \.isWhitespace).map(String.init).filter {
            $0.count >= 20 && !$0.contains(".")
        }
    }
}
