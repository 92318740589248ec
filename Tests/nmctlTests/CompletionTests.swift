import ArgumentParser
import NetmakerAPI
import NetmakerCore
import Testing

@testable import nmctl

@Suite struct `Completion` {
    private let server = DocumentedServer()

    private func names(_ objects: NamedObjects, _ line: String) async throws -> [String] {
        let words = CommandWords(line.split(separator: " ", omittingEmptySubsequences: false).map(String.init))
        return try await objects.names(from: ControlPlaneClient(server), completing: words)
    }

    @Test func `asks for the names of the network that stands on the line`() async throws {
        #expect(try await names(.nodes, "nmctl node show harbor ") == ["machine-1"])
        #expect(try await names(.clients, "nmctl client update --quiet -o json harbor ") == ["machine-1"])
        #expect(server.operations == ["listNodes", "listClients"])
        await #expect(throws: (any Error).self) { try await names(.nodes, "nmctl node show") }
    }

    @Test(arguments: [
        ("nmctl gateway egress set harbor gate", "harbor"), ("nmctl node show --context home harbor", "harbor"),
        ("nmctl node show -o json harbor", "harbor"),
    ]) func `knows the first argument`(line: String, argument: String) {
        #expect(CommandWords(line.split(separator: " ").map(String.init)).firstArgument == argument)
    }

    @Test func `knows whose tokens and sessions are meant`() async throws {
        _ = try await names(.apiTokens, "nmctl token revoke --user bob ")
        _ = try await names(.sessions, "nmctl session revoke --user=bob ")
        _ = try await names(.apiTokens, "nmctl token revoke ")
        #expect(server.operations == ["listAPITokens", "listSessions", "listOwnAPITokens"])
    }

    @Test func `has a script for each shell, with every command and no secret`() {
        for shell in [CompletionShell.bash, .zsh, .fish] {
            let script = NMCtl.completionScript(for: shell)
            for command in HelpedCommand.all { #expect(script.contains(command.names.last ?? "")) }
        }
        #expect(throws: (any Error).self) { try NMCtl.parseAsRoot(["completions", "tcsh"]) }
    }
}

@Suite struct `When something loses its access` {
    @Test func `is said in the same ways for nodes and clients`() throws {
        func node(_ arguments: String...) throws -> UpdateNodeRequest {
            try #require(try NMCtl.parseAsRoot(["node", "update", "harbor", "web"] + arguments) as? NMCtl.Nodes.Update)
                .request
        }
        func client(_ arguments: String...) throws -> UpdateClientRequest {
            try #require(
                try NMCtl.parseAsRoot(["client", "update", "harbor", "phone"] + arguments) as? NMCtl.Clients.Update
            ).request
        }
        #expect(try node("--expires", "7d") == UpdateNodeRequest(expiresInSeconds: 604_800))
        #expect(try client("--expires", "7d") == UpdateClientRequest(expiresInSeconds: 604_800))
        #expect(try node("--expires", "never") == UpdateNodeRequest(expiresAt: .clear))
        #expect(try node("--clear-expiry") == UpdateNodeRequest(expiresAt: .clear))
        #expect(try node("--expires", "2027-01-01T00:00:00Z").expiresAt != .keep)
        #expect(try client("--expires", "never").expiresAt == .clear)
        #expect(throws: (any Error).self) { try node("--expires", "7d", "--clear-expiry") }
    }
}
