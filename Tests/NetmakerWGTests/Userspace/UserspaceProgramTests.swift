import FoundationEssentials
import Glibc
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerWG

@Suite struct `The userspace implementation` {
    private func program(_ variables: [String: String]) throws -> UserspaceProgram {
        try UserspaceProgram { variables[$0] }
    }

    @Test func `is the one that the environment names, by path or by name`() throws {
        #expect(try program(["WG_USERSPACE_IMPLEMENTATION": "/bin/true"]).path == "/bin/true")
        let named = try program(["WG_USERSPACE_IMPLEMENTATION": "true", "PATH": "/nowhere:/usr/bin"])
        #expect(named.path == "/usr/bin/true")
    }

    @Test func `is missing by name when the environment names what is not there`() {
        let error = #expect(throws: WireGuardError.self) {
            try program(["WG_USERSPACE_IMPLEMENTATION": "/nowhere/wireguard"])
        }
        #expect(error?.code == .noImplementation)
        #expect(error?.message.contains("/nowhere/wireguard") == true)
        #expect(error?.remedy.contains("apt-get install wireguard-go") == true)
    }

    @Test func `is started by itself, or under systemd in a scope of its own`() throws {
        let program = try program(["WG_USERSPACE_IMPLEMENTATION": "/bin/true"])
        let name = try interface("nm-harbor")
        #expect(program.command(for: name, scopeProgram: nil) == ["/bin/true", "nm-harbor"])
        #expect(
            program.command(for: name, scopeProgram: "/usr/bin/systemd-run") == [
                "/usr/bin/systemd-run", "--scope", "--quiet", "--collect", "--unit=wireguard-nm-harbor", "--",
                "/bin/true", "nm-harbor",
            ])
    }

    @Test(.timeLimit(.minutes(1))) func `is not waited for without end, nor what it has started`() async throws {
        var template = Array("/tmp/nm-program-XXXXXX".utf8CString)
        let folder = String(cString: try #require(mkdtemp(&template)))
        let path = "\(folder)/wireguard"
        defer {
            unlink(path)
            rmdir(folder)
        }
        try StubProgram.write("/bin/sleep 1000", to: path)
        let program = try program(["WG_USERSPACE_IMPLEMENTATION": path])
        let error = await #expect(throws: WireGuardError.self) {
            try await program.start(interface("nm-harbor"), within: .milliseconds(100))
        }
        #expect(error?.code == .notStarted)
        #expect(error?.message.contains("has not ended within 0.1 seconds") == true)
    }
}
