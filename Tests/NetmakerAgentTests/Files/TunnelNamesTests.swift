import DurableFiles
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `The interfaces of the machine's networks` {
    private let world: World

    init() async throws { world = try await World.joined(TestServer()) }

    private var harbor: InterfaceName { .default(for: Samples.networkName("harbor")) }

    @Test func `are read once, for as long as no file changes`() throws {
        let names = TunnelNames(world.folder) { _ in true }
        for _ in 1...5 { #expect(try names.all() == [harbor]) }
        #expect(names.count == 1)
    }

    @Test func `are read each time while files are so new that a change might not be seen`() throws {
        let names = TunnelNames(world.folder) { _ in false }
        for _ in 1...3 { #expect(try names.all() == [harbor]) }
        #expect(names.count == 3)
    }

    @Test func `are others at once when a network comes or goes`() throws {
        let names = TunnelNames(world.folder)
        let branch = Samples.networkName("branch")
        #expect(try names.all() == [harbor])
        try AtomicFile.write(Array("{\n".utf8), to: "\(world.folder.directory)/nettoken-branch", mode: 0o600)
        #expect(try names.all() == [harbor, .default(for: branch)])
        try AtomicFile.remove("\(world.folder.directory)/nettoken-branch")
        #expect(try names.all() == [harbor])
    }

    @Test func `are none where there is no folder`() throws {
        let names = TunnelNames(AgentFolder(directory: "/nonexistent/etc", runDirectory: "/nonexistent/run"))
        #expect(try names.all() == [])
    }
}
