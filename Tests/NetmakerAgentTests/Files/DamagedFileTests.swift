import DurableFiles
import Glibc
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

/// What may be the matter with a saved map.
enum MapDamage: CaseIterable {
    case cut, flipped, empty, later, folder, link

    func befall(_ path: String) throws {
        let bytes = try AtomicFile.read(path, limit: SavedMap.maximumLength)
        // Of the map itself: changes after it that are damaged are none.
        let line = try #require(bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.dropFirst().first) - 40
        switch self {
        case .cut: try write(bytes[..<line], to: path)
        case .flipped: try write(bytes[..<line] + [bytes[line] ^ 4] + bytes[(line + 1)...], to: path)
        case .empty: try write([], to: path)
        case .later: try write(Array("netmap 3".utf8) + bytes.dropFirst("netmap 2".utf8.count), to: path)
        case .folder:
            try AtomicFile.remove(path)
            try Folder.create(path, mode: 0o700)
        case .link:
            try AtomicFile.remove(path)
            try #require(symlink("/dev/zero", path) == 0)
        }
    }

    private func write(_ bytes: some Collection<UInt8>, to path: String) throws {
        try AtomicFile.write(bytes, to: path, mode: 0o600)
    }
}

@Suite(.timeLimit(.minutes(1))) struct `A damaged file` {
    private let world: World
    private let server = TestServer()

    init() async throws {
        world = try await World.joined(server)
    }

    private func path(_ name: String) -> String { "\(world.folder.directory)/\(name)-harbor" }

    private var files: MembershipFiles { MembershipFiles(folder: world.folder, network: Samples.networkName()) }

    @Test(arguments: MapDamage.allCases)
    func `that held the map is set aside, costs no tunnel, and is replaced at the next contact`(
        damage: MapDamage
    ) async throws {
        defer { rmdir(path("netmap") + ".bad") }
        let before = try await world.plans().count
        try damage.befall(path("netmap"))
        server.behave(.unreachable)
        try await world.running(world.agent()) { [self] agent in
            // No server and no map: the tunnel stands as it did, and whoever asks is told what is the matter.
            try await agent.progress { $0.isReachable && $0.connection == .waiting }
            #expect(try await world.plans().count == before)
            let status = try await world.folder.status(of: agent.network)
            #expect(status.trouble?.contains("netmap-harbor.bad") == true)
            #expect(try world.files.contains("netmap-harbor.bad"))

            // The server is back.
            server.behave(.answering)
            world.clock.advance(by: .seconds(1))
            try await agent.progress { $0.synchronizations == 1 && $0.saves > 0 }
            #expect(agent.progress.trouble == nil)
            #expect(server.heard.value.hellos.first?.position == nil)
        }
        #expect(try files.readMap().map?.map == server.map)
        #expect(try world.files.contains("netmap-harbor.bad"))
        #expect(try await world.plans().count == before)
    }

    @Test func `that held the map is still told of after a restart, and without a daemon`() async throws {
        try MapDamage.cut.befall(path("netmap"))
        server.behave(.unreachable)
        for _ in 1...2 {
            try await world.running(world.agent()) { agent in
                try await agent.progress { $0.trouble?.contains("netmap-harbor.bad") == true }
            }
            let status = try await world.folder.status(of: Samples.networkName())
            #expect(status.trouble?.contains("netmap-harbor.bad") == true)
        }
    }

    @Test func `that held the map goes when the machine leaves`() async throws {
        try MapDamage.cut.befall(path("netmap"))
        try files.setDamagedMapAside(world.environment.logger)
        _ = try await world.environment.leave(Samples.networkName())
        #expect(try world.files == [])
    }

    @Test func `that held the map is moved by nobody but who holds the network`() async throws {
        try MapDamage.flipped.befall(path("netmap"))
        let before = try AtomicFile.read(path("netmap"), limit: SavedMap.maximumLength)

        _ = try world.agent()
        let status = try await world.folder.status(of: Samples.networkName())
        #expect(status.trouble?.contains("cannot be used") == true)
        _ = try? await world.environment.join(World.request("lab", port: 50052))

        #expect(try AtomicFile.read(path("netmap"), limit: SavedMap.maximumLength) == before)
        #expect(try !world.files.contains("netmap-harbor.bad"))
    }

    @Test func `that held the map of one network lets no other take its index`() async throws {
        let lab = TestServer(Samples.network("lab"), id: 98)
        try world.place(lab, at: 50052)
        var request = try World.request("lab", port: 50052)
        request.overlapPolicy = .accept
        try MapDamage.cut.befall(path("netmap"))

        // Whether its addresses are others' is not known, and matters unless the owner says that it does not.
        var careful = request
        careful.overlapPolicy = .refuse
        // Whether it lies there or has been set aside.
        for _ in 1...2 {
            let error = await #expect(throws: AgentError.self) { try await world.environment.join(careful) }
            #expect(error?.code == .damagedFile)
            #expect(error?.message.contains("harbor") == true)
            #expect(error?.remedy.contains("leave harbor") == true)
            #expect(error?.remedy.contains("--force") == true)
            #expect(lab.heard.value.joins.isEmpty)
            try files.setDamagedMapAside(world.environment.logger)
        }

        _ = try await world.environment.join(request)
        try await world.running(world.agent()) { agent in try await agent.progress { $0.saves > 0 } }
        let indices = try ["harbor", "lab"].map { name in
            try MembershipFiles(folder: world.folder, network: Samples.networkName(name)).readMap().map?.index.rawValue
        }
        #expect(Set(indices.compactMap(\.self)).count == 2)
        #expect(indices.first == 1)
    }

    @Test func `that held the map of one network lets no other have its addresses while its daemon knows them`()
        async throws
    {
        let lab = TestServer(Samples.network("lab"), id: 98)
        try world.place(lab, at: 50052)
        try await world.running(world.agent()) { [world, self] agent in
            try await agent.progress { $0.isReachable && $0.acknowledged != nil }
            try MapDamage.cut.befall(path("netmap"))
            let error = await #expect(throws: AgentError.self) {
                try await world.environment.join(World.request("lab", port: 50052))
            }
            #expect(error?.code == .overlapping)
            #expect(lab.heard.value.leaves.count == 1)
        }
    }

    @Test func `that held the credential of one network keeps no other from being joined`() async throws {
        let lab = TestServer(Samples.network("lab"), id: 98)
        try world.place(lab, at: 50052)
        try world.damageCredential(of: "harbor")
        var request = try World.request("lab", port: 50052)
        // What the map says of it still counts.
        let overlap = await #expect(throws: AgentError.self) { try await world.environment.join(request) }
        #expect(overlap?.code == .overlapping)
        request.overlapPolicy = .accept
        request.interface = .default(for: Samples.networkName())
        let clash = await #expect(throws: AgentError.self) { try await world.environment.join(request) }
        #expect(clash?.message.contains("that of network harbor") == true)
        request.interface = nil
        _ = try await world.environment.join(request)
        #expect(await world.backend.interfaces.count == 2)
    }

    @Test func `that held the map of each network leaves each an index of its own`() async throws {
        let lab = TestServer(Samples.network("lab"), id: 98)
        try world.place(lab, at: 50052)
        var request = try World.request("lab", port: 50052)
        request.overlapPolicy = .accept
        _ = try await world.environment.join(request)
        try MapDamage.cut.befall(path("netmap"))
        try MapDamage.cut.befall("\(world.folder.directory)/netmap-lab")

        let (first, second) = (try world.agent().tunnel, try world.agent("lab").tunnel)

        #expect(await [first.index.rawValue, second.index.rawValue] == [1, 2])
    }

    @Test func `that holds the map and cannot be read at the moment is no damaged one`() async throws {
        let lab = MembershipFiles(folder: world.folder, network: Samples.networkName("lab"))
        let unreadable = try Unreadable(path("netmap"), in: world.folder)
        unreadable.whileUnreadable {
            #expect(throws: FileError.self) { try files.readMap() }
            #expect(throws: FileError.self) { try world.agent() }
            #expect(throws: FileError.self) { try files.setDamagedMapAside(world.environment.logger) }
            // What index it takes is not known, and so no other is given.
            #expect(throws: FileError.self) { try lab.freeIndex() }
        }
        #expect(try files.readMap().map?.map == server.map)
        #expect(try !world.files.contains("netmap-harbor.bad"))
    }

    @Test(arguments: ["nettoken", "wgkey"], ["", "{\n", "\u{0}\u{0}\u{0}"])
    func `without which nobody is a node is named with a remedy, and left as it is`(
        name: String, content: String
    ) async throws {
        try AtomicFile.write(Array(content.utf8), to: path(name), mode: 0o600)
        let error = #expect(throws: AgentError.self) { try world.agent() }
        #expect(error?.code == .damagedFile)
        #expect(error?.message.contains(path(name)) == true)
        #expect(error?.remedy.contains("backup") == true)
        // Nor does a join write over what may be mended.
        let refusal = await #expect(throws: AgentError.self) { try await world.environment.join(World.request()) }
        #expect(refusal?.code == .alreadyMember)
        #expect(try AtomicFile.read(path(name), limit: 100) == Array(content.utf8))
        #expect(try await world.device()?.state().peers.count == 2)
    }

    @Test func `that is only for people is written anew once it is gone`() async throws {
        let content = try AtomicFile.read(path("netconfig"), limit: 10_000)
        try AtomicFile.remove(path("netconfig"))
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.synchronizations == 1 && $0.saves > 0 }
        }
        #expect(try AtomicFile.read(path("netconfig"), limit: 10_000) == content)
    }
}
