import Foundation
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `The install script` {
    private static func script(needing version: String? = "2.34") throws -> String {
        let folder = try TemporaryFolder()
        let path = try folder.program(version: version)
        return InstallScript(
            server: try ServerAddress(parsing: "vpn.example.org:8081"),
            programs: [try #require(try AgentProgram(reading: path))]
        ).text
    }

    /// Runs a script by `sh`, with programs of a test's own before those of the machine.
    private static func run(
        _ script: String, as stubs: [String: String] = [:], token: String? = "t"
    ) throws -> (status: Int32, complaint: String) {
        let folder = try TemporaryFolder()
        for (name, body) in stubs.merging(["id": "echo 0"], uniquingKeysWith: { own, _ in own }) {
            try StubProgram.write(body, to: "\(folder.path)/\(name)")
        }
        let file = try folder.write(script, to: "install.sh", mode: 0o600)
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [file]
        process.environment = ["PATH": "\(folder.path):/usr/bin:/bin", "NETCLIENT_TARGET": "\(folder.path)/netclient"]
            .merging(token.map { ["NETCLIENT_TOKEN": $0] } ?? [:]) { own, _ in own }
        let pipe = Pipe()
        process.standardError = pipe
        process.standardOutput = Pipe()
        try process.run()
        let complaint = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/netclient"))
        return (process.terminationStatus, complaint)
    }

    @Test func `holds the hash of the program and no secret`() throws {
        let text = try Self.script()
        #expect(text.contains("https://vpn.example.org:8081"))
        #expect(text.contains(/sha256=[0-9a-f]{64}\n/))
        #expect(text.contains("needed=2.34"))
        // One that is cut off anywhere calls nothing.
        #expect(text.hasSuffix("\ninstall_netclient \"$@\"\n"))
    }

    @Test(arguments: [
        ("id", "echo 1000", "root"), ("uname", "[ \"$1\" = -s ] && echo Darwin || echo x86_64", "Darwin"),
        ("uname", "[ \"$1\" = -s ] && echo Linux || echo riscv64", "riscv64"),
        ("getconf", "echo glibc 2.31", "glibc is 2.31 here"), ("getconf", "exit 1", "glibc 2.34 or later"),
        ("curl", "exit 7", "cannot be fetched"),
        ("curl", "for last; do :; done; echo something > \"$6\"", "is not the program"),
    ])
    func `refuses a machine that it does not fit, and changes nothing`(_ stub: (String, String, String)) throws {
        let outcome = try Self.run(try Self.script(), as: [stub.0: stub.1])
        #expect(outcome.status == 1)
        #expect(outcome.complaint.contains(stub.2), "\(outcome.complaint)")
    }

    @Test func `refuses to begin without a token`() throws {
        let outcome = try Self.run(try Self.script(), token: nil)
        #expect(outcome.status == 1)
        #expect(outcome.complaint.contains("NETCLIENT_TOKEN"))
    }

    @Test(arguments: ["0", "1000"])
    func `is read by a shell of root's, with the token in its environment alone`(_ user: String) throws {
        let folder = try TemporaryFolder()
        for (name, body) in [
            "id": "echo \(user)", "curl": #"echo 'printf %s "$NETCLIENT_TOKEN"; tr "\\0" " " </proc/$$/cmdline'"#,
            "sudo": #"[ "$1" = --preserve-env=NETCLIENT_TOKEN ] && shift && echo as root: && exec "$@""#,
        ] {
            try StubProgram.write(body, to: "\(folder.path)/\(name)")
        }
        let address = try ServerAddress(parsing: "vpn.example.org:8081")
        let token = AccessToken(
            server: address, api: address, pins: [CertificatePin(subjectPublicKeyInfo: [1])],
            network: Samples.networkName(), key: Samples.secret(1))
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [try folder.write(InstallScript.command(with: token), to: "line", mode: 0o600)]
        process.environment = ["PATH": "\(folder.path):/usr/bin:/bin"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(said == (user == "0" ? "" : "as root:\n") + (try token.revealed()) + "sh ")
    }

    @Test func `knows a program by what is in it`() throws {
        let folder = try TemporaryFolder()
        let program = try #require(try AgentProgram(reading: try folder.program(version: "2.9")))
        #expect(program.architecture == .x86)
        #expect(program.libraryVersion?.description == "2.17")
        #expect(try AgentProgram(reading: try folder.write("#!/bin/sh\n", to: "other", mode: 0o755)) == nil)
    }

    @Test func `is for each program that lies there, and for a newer one at once`() async throws {
        let folder = try TemporaryFolder()
        let programs = AgentPrograms(folder: folder.path)
        #expect(try await programs.all() == [])
        try folder.program(version: "2.34", name: "netclient")
        let first = try #require(try await programs.all().first)
        #expect(try await programs.all().count == 1)
        try folder.program(version: "2.3456", name: "netclient")
        #expect(try await programs.all().first?.sha256 != first.sha256)
    }
}

/// A folder that is gone when nobody has it any more.
private final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/netmaker-install-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("\(path) is left: \(error)") }
    }

    @discardableResult
    func write(_ text: String, to name: String, mode: Int) throws -> String {
        try write(Data(text.utf8), to: name, mode: mode)
    }

    @discardableResult
    func program(version: String?, name: String = "netclient") throws -> String {
        try write(SampleProgram.bytes(needing: version), to: name, mode: 0o755)
    }

    private func write(_ data: Data, to name: String, mode: Int) throws -> String {
        let file = "\(path)/\(name)"
        try data.write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }
}
