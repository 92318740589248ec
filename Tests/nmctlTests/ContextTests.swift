import ArgumentParser
import DurableFiles
import NetmakerAPI
import NetmakerCore
import Testing

@testable import nmctl

@Suite struct `Contexts that are kept` {
    private let folder: TemporaryFolder
    private let file: ContextFile

    init() throws {
        folder = try TemporaryFolder()
        file = try ContextFile(in: Environment(["NMCTL_CONFIG": folder.file("deep/contexts.json")]))
    }

    private func name(_ text: String) throws -> ContextName { try ContextName(parsing: text) }

    @Test func `are none before the first`() throws {
        #expect(try file.read().all.isEmpty)
    }

    @Test func `come back as they were, the last one current`() throws {
        let context = try Fixtures.context()
        try file.update { try $0.keep(context, as: name("home")) }

        let kept = try file.read().context()
        #expect(kept.name == (try name("home")))
        #expect(kept.context == context)
        #expect(kept.context.token?.revealed() == "kept-token")
    }

    @Test func `are readable by nobody else`() throws {
        let context = try Fixtures.context()
        try file.update { try $0.keep(context, as: name("home")) }

        #expect(try folder.mode(of: "deep") == 0o700)
        #expect(try folder.mode(of: "deep/contexts.json") == 0o600)
    }

    @Test func `lose their token at logout and nothing else`() throws {
        var context = try Fixtures.context()
        try file.update { [context] in try $0.keep(context, as: name("home")) }
        try file.update { try $0.forgetSession(of: name("home")) }

        context.token = nil
        #expect(try file.read().context().context == context)
    }

    @Test func `leave none current when that is deleted`() throws {
        let context = try Fixtures.context()
        try file.update { try $0.keep(context, as: name("home")) }
        try file.update { try $0.delete(name("home")) }

        #expect(throws: CommandFailure.self) { try file.read().context() }
    }

    @Test func `are found by name, and a wrong name is an error`() throws {
        let (home, work) = (try Fixtures.context(), try Fixtures.context("work.example.org:443"))
        try file.update {
            $0.keep(home, as: try name("home"))
            $0.keep(work, as: try name("work"))
        }

        #expect(try file.read().context(name("home")).context == home)
        #expect(throws: CommandFailure.self) { try file.read().context(name("other")) }
    }

    @Test func `that cannot be read are left alone`() throws {
        try Folder.create(folder.file("deep"), mode: 0o700)
        try AtomicFile.write(Array("no JSON".utf8), to: file.path, mode: 0o600)
        let context = try Fixtures.context()

        #expect(throws: CommandFailure.self) { try file.update { try $0.keep(context, as: name("home")) } }
        #expect(try AtomicFile.read(file.path, limit: 100) == Array("no JSON".utf8))
    }
}

@Suite struct `The server a command speaks to` {
    private let folder: TemporaryFolder
    private let kept: Context

    init() throws {
        folder = try TemporaryFolder()
        kept = try Fixtures.context()
        let context = kept
        try ContextFile(in: Environment(["NMCTL_CONFIG": folder.file("c")])).update {
            try $0.keep(context, as: ContextName(parsing: "home"))
        }
    }

    private func context(_ arguments: [String] = [], _ variables: [String: String] = [:]) throws -> Context {
        try ConnectionOptions.parse(arguments).context(
            in: Environment(variables.merging(["NMCTL_CONFIG": folder.file("c")]) { $1 }))
    }

    @Test func `is that of the current context`() throws {
        #expect(try context() == kept)
    }

    @Test func `of the environment never gets a token that is kept for another`() throws {
        let context = try context([], ["NMCTL_SERVER": "https://evil.example.org"])

        #expect(context.server.host == "evil.example.org")
        #expect(context.token == nil)
        #expect(context.pins.isEmpty)
    }

    @Test func `of the environment comes with its own pins and token`() throws {
        let context = try context(
            [],
            [
                "NMCTL_SERVER": "192.0.2.1", "NMCTL_PIN": "\(Fixtures.pin),\(Fixtures.otherPin)",
                "NMCTL_TOKEN": "given",
            ])

        #expect(context.server.description == "192.0.2.1:8081")
        #expect(context.trust == .pins([Fixtures.pin, Fixtures.otherPin]))
        #expect(context.token?.revealed() == "given")
    }

    @Test func `of a named context counts more than the environment's`() throws {
        #expect(try context(["--context", "home"], ["NMCTL_SERVER": "192.0.2.1"]) == kept)
    }

    @Test func `keeps its pins when only a token is given`() throws {
        let context = try context([], ["NMCTL_TOKEN": "given"])

        #expect(context.pins == kept.pins)
        #expect(context.token?.revealed() == "given")
    }

    @Test func `is an error when nothing says which`() throws {
        #expect(throws: CommandFailure.self) {
            try ConnectionOptions.parse([]).context(in: Environment(["NMCTL_CONFIG": folder.file("none")]))
        }
    }
}
