import DurableFiles
import Glibc
import Logging
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

/// On a machine that systemd does not run: the files are looked after all the same.
@Suite struct `Units of networks` {
    private let world: World
    private let units: String
    private let supervisor: SystemdSupervisor
    private let template: UnitFile

    init() throws {
        world = try World()
        try world.folder.create()
        units = "\(world.folder.runDirectory)/units"
        try Folder.create(units, mode: 0o755)
        template = UnitFile.template(for: world.folder)
        supervisor = SystemdSupervisor(
            folder: world.folder, unitDirectory: units, mark: "\(units)/no-mark",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// As `keep` leaves them.
    private func install(_ names: String...) throws {
        for folder in ["multi-user.target.wants", "timers.target.wants"] {
            try Folder.create("\(units)/\(folder)", mode: 0o755)
        }
        try template.write(in: units)
        for name in names {
            let network = Samples.networkName(name)
            try UnitFile.timer(for: network).write(in: units)
            symlink("\(units)/netclient@.service", "\(units)/multi-user.target.wants/netclient@\(name).service")
            symlink("\(units)/netclient-\(name).timer", "\(units)/timers.target.wants/netclient-\(name).timer")
        }
    }

    private func cleanUp() throws {
        for path in try listed(units).keys { unlink("\(units)/\(path)") }
        for folder in ["multi-user.target.wants", "timers.target.wants"] { rmdir("\(units)/\(folder)") }
        rmdir(units)
    }

    @Test func `go with their network, and the common one with the last`() async throws {
        defer { try? cleanUp() }
        try install("harbor", "lab")
        #expect(try supervisor.kept() == [Samples.networkName("harbor"), Samples.networkName("lab")])
        try await supervisor.retire(Samples.networkName("harbor"))
        #expect(
            try listed(units).keys.sorted() == [
                "multi-user.target.wants/netclient@lab.service", "netclient-lab.timer", "netclient@.service",
                "timers.target.wants/netclient-lab.timer",
            ])
        try await supervisor.retire(Samples.networkName("harbor"))
        try await supervisor.retire(Samples.networkName("lab"))
        #expect(try listed(units).isEmpty)
    }

    @Test func `of others are none of ours`() async throws {
        defer { try? cleanUp() }
        let others = ["netclient-harbor.timer": "[Timer]\n", "netclient@.service": "[Service]\n", "ssh.service": "x\n"]
        for (name, text) in others { try AtomicFile.write(Array(text.utf8), to: "\(units)/\(name)", mode: 0o644) }
        let error = await #expect(throws: AgentError.self) { try await supervisor.check(Samples.networkName()) }
        #expect(error?.message.contains("is not netclient's") == true)
        await #expect(throws: AgentError.self) { try await supervisor.keep(Samples.networkName()) }
        try await supervisor.retire(Samples.networkName())
        #expect(try await supervisor.removeCommonParts() == ["\(units)/netclient@.service"])
        #expect(try listed(units) == others)
    }

    @Test func `that are links are not followed`() async throws {
        defer { try? cleanUp() }
        symlink("\(world.folder.directory)/elsewhere", "\(units)/netclient-harbor.timer")
        await #expect(throws: FileError.self) { try await supervisor.check(Samples.networkName()) }
        await #expect(throws: FileError.self) { try await supervisor.retire(Samples.networkName()) }
    }

    @Test func `tell whether somebody changed them`() throws {
        defer { try? cleanUp() }
        #expect(try template.standing(in: units) == .missing)
        try template.write(in: units)
        #expect(try template.standing(in: units) == .untouched)
        let changed = template.text.replacing("RestartSec=2", with: "RestartSec=9")
        try AtomicFile.write(Array(changed.utf8), to: "\(units)/\(template.name)", mode: 0o644)
        #expect(try template.standing(in: units) == .edited)
        // One that another release wrote is renewed.
        try UnitFile(name: template.name, body: "[Service]\n").write(in: units)
        #expect(try template.standing(in: units) == .untouched)
    }

    @Test func `stay when somebody changed the common one, until all of netclient goes`() async throws {
        defer { try? cleanUp() }
        try install("harbor")
        try AtomicFile.write(Array("\(template.text)# mine\n".utf8), to: "\(units)/\(template.name)", mode: 0o644)
        try await supervisor.retire(Samples.networkName())
        #expect(try listed(units).keys.sorted() == ["netclient@.service"])
        try Folder.create("\(units)/netclient@.service.d", mode: 0o755)
        #expect(try await supervisor.removeCommonParts() == ["\(units)/netclient@.service.d"])
        #expect(try listed(units).isEmpty)
        rmdir("\(units)/netclient@.service.d")
    }

    /// With a systemctl that does what it is told.
    private func supervisor(of folder: AgentFolder? = nil) throws -> SystemdSupervisor {
        try StubProgram.write("exit 0", to: "\(world.folder.directory)/systemctl")
        return SystemdSupervisor(
            folder: folder ?? world.folder, unitDirectory: units, mark: units,
            systemctl: Systemctl(program: SystemProgram("systemctl", in: [world.folder.directory])),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test(arguments: ["netclient-harbor.timer", "netclient@.service"])
    func `are all gone when one of them cannot be written`(name: String) async throws {
        defer { try? cleanUp() }
        try Folder.create("\(units)/.\(name).new", mode: 0o755)
        let supervisor = try supervisor()
        await #expect(throws: FileError.self) { try await supervisor.keep(Samples.networkName()) }
        rmdir("\(units)/.\(name).new")
        #expect(try listed(units).isEmpty)
    }

    @Test func `that a crash left halfway go with whatever comes next`() async throws {
        defer { try? cleanUp() }
        let supervisor = try supervisor()
        try template.write(in: units)
        try await supervisor.retire(Samples.networkName())
        #expect(try listed(units).isEmpty)
        try UnitFile.timer(for: Samples.networkName()).write(in: units)
        #expect(try supervisor.kept() == [Samples.networkName()])
        try await supervisor.retire(Samples.networkName())
        #expect(try listed(units).isEmpty)
    }

    @Test func `of networks in other folders are left to them`() async throws {
        defer { try? cleanUp() }
        try install("harbor")
        let before = try listed(units)
        let others = AgentFolder(directory: "/srv/other", runDirectory: world.folder.runDirectory)
        let supervisor = try supervisor(of: others)
        let error = await #expect(throws: AgentError.self) { try await supervisor.check(Samples.networkName("lab")) }
        #expect(error?.code == .refused)
        #expect(try supervisor.kept() == [])
        try await supervisor.retire(Samples.networkName("harbor"))
        #expect(try await supervisor.removeCommonParts() == [])
        #expect(try listed(units) == before)
        try await self.supervisor().check(Samples.networkName("lab"))
    }

    @Test(arguments: ["/run/a b", "/run/%i", "run", "/run/\"x"])
    func `name no folder that means something else to systemd`(name: String) async throws {
        defer { try? cleanUp() }
        for folder in [
            AgentFolder(directory: "/etc/x", runDirectory: name), AgentFolder(directory: name, runDirectory: "/run/x"),
        ] {
            let supervisor = try supervisor(of: folder)
            let error = await #expect(throws: AgentError.self) { try await supervisor.check(Samples.networkName()) }
            #expect(error?.code == .invalidInput)
        }
    }

    @Test func `are not waited for without end`() async throws {
        defer { try? cleanUp() }
        let systemctl = Systemctl(program: SystemProgram("yes"), patience: .milliseconds(100))
        await #expect(throws: (any Error).self) { try await systemctl("show") }
    }

    @Test func `run the program that lies with the files`() throws {
        defer { try? cleanUp() }
        let standard = UnitFile.template(for: .standard).text
        #expect(standard.contains("ExecStart=/etc/netclient/netclient daemon -n %i\n"))
        #expect(template.text.contains("--directory \(world.folder.directory) --run-directory"))
    }
}

@Suite struct `The installed program` {
    @Test func `is a copy, made when it is missing or another`() throws {
        let world = try World()
        try world.folder.create()
        let source = "\(world.folder.directory)/source"
        try AtomicFile.write(Array("one".utf8), to: source, mode: 0o600)
        let program = InstalledProgram(path: world.folder.program, source: source)
        #expect(try program.install())
        #expect(world.mode(of: "netclient") == 0o755)
        let first = try FileIdentity(of: world.folder.program)
        #expect(try !program.install())
        #expect(try FileIdentity(of: world.folder.program) == first)
        try AtomicFile.write(Array("two".utf8), to: source, mode: 0o600)
        #expect(try !program.install())
        #expect(try AtomicFile.read(world.folder.program, limit: 9) == Array("two".utf8))
        try program.remove()
        try program.remove()
        #expect(try world.files == ["source"])
    }
}
