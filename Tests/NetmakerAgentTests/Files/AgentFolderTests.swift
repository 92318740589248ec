import DurableFiles
import NetmakerTesting
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `The folders of an agent` {
    private let world: World

    init() throws { world = try World() }

    @Test func `stay as they are where they are others' too, whatever is asked`() async throws {
        let shared = world.folder.runDirectory
        try Folder.create(shared, mode: 0o755)
        try AtomicFile.write([], to: "\(shared)/sshd.pid", mode: 0o644)
        let error = await #expect(throws: FileError.self) {
            try await world.environment.leave(Samples.networkName())
        }
        #expect(error?.message == "\(shared) is open to others and holds more than netclient's")
        #expect(error?.remedy == "name a folder of its own")
        let server = TestServer()
        await #expect(throws: FileError.self) { try await world.join(server) }
        #expect(server.heard.value.joins.isEmpty)
        #expect(world.mode(of: ".", in: shared) == 0o755)
        #expect(try Folder.contents(shared) == ["sshd.pid"])
        #expect(world.mode(of: ".") == 0)
    }

    @Test func `are closed to others where they are netclient's alone`() async throws {
        try Folder.create(world.folder.directory, mode: 0o755)
        try Folder.create(world.folder.runDirectory, mode: 0o755)
        for name in ["netconfig-harbor", ".netmap-harbor.new", "netclient", "gateways"] {
            try AtomicFile.write([], to: "\(world.folder.directory)/\(name)", mode: 0o600)
        }
        try world.folder.create()
        #expect(world.mode(of: ".") == 0o700)
        #expect(world.mode(of: ".", in: world.folder.runDirectory) == 0o700)
    }
}
