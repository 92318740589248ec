import FoundationEssentials
import Glibc
import NetmakerTesting
import Testing

@testable import NetmakerWG

/// The programs that a machine's tables and units are changed by.
@Suite(.timeLimit(.minutes(1))) struct `A program of the system's` {
    @Test func `is ended when it does not answer`() async throws {
        let program = SystemProgram("sleep")
        let outcome = try #require(try await program.run(["1000"], patience: .milliseconds(100)))
        #expect(outcome.complaint?.contains("no answer within") == true)
    }

    @Test func `is told what it printed, and why it failed`() async throws {
        let shell = SystemProgram("sh")
        let outcome = try await shell.run(["-c", "cat"], input: "text", patience: .seconds(30))
        #expect(outcome?.output == "text" && outcome?.complaint == nil)
        let failed = try await shell.run(["-c", "echo reason >&2; exit 3"], patience: .seconds(30))
        #expect(failed?.complaint == "reason")
        #expect(try await SystemProgram("no-such-program").run([], patience: .seconds(1)) == nil)
    }

    @Test func `keeps no table waiting for ever`() async throws {
        var template = Array("/tmp/nm-program-XXXXXX".utf8CString)
        let folder = String(cString: try #require(mkdtemp(&template)))
        let path = "\(folder)/nft"
        defer {
            unlink(path)
            rmdir(folder)
        }
        // What it has started, and what has its output open, is ended with it or not waited for.
        try StubProgram.write("/bin/sleep 20", to: path)
        let tables = NetfilterTables(by: SystemProgram("nft", in: [folder]), patience: .milliseconds(100))
        let start = ContinuousClock().now
        let error = await #expect(throws: WireGuardError.self) { try await tables.remove("nm-harbor") }
        #expect(error?.message.contains("no answer within") == true)
        #expect(ContinuousClock().now - start < .seconds(10))
    }
}
