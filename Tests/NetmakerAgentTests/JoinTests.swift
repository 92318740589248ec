import DurableFiles
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `Joining a network` {
    private let world: World
    private let server = TestServer()

    init() throws {
        world = try World()
        try world.place(server)
    }

    private func refusal(_ code: AgentProtocolError.Code) -> AgentProtocolError {
        AgentProtocolError(code, message: "the key admits nobody any more", remedy: "ask for another")
    }

    @Test func `brings the tunnel up with the first map`() async throws {
        let membership = try await world.join(server)
        #expect(membership.trouble == nil)
        let state = try #require(try await world.device()?.state())
        #expect(state.peers.count == 2)
        #expect(state.listenPort == .netmaker)
        let link = try await world.backend.tunnel(InterfaceName(parsing: "nm-harbor"))?.link.state()
        #expect(link?.isUp == true)
        #expect(link?.addresses.map(\.description).sorted() == ["10.10.0.1/16", "fd00:10::1/64"])
    }

    @Test func `keeps its files to itself`() async throws {
        try await world.join(server)
        #expect(
            try world.files == [
                "netbase-harbor", "netconfig-harbor", "netmap-harbor", "nettoken-harbor", "wgkey-harbor",
            ])
        for file in try world.files { #expect(world.mode(of: file) == 0o600, "\(file)") }
        #expect(world.mode(of: ".") == 0o700)
        // Where the socket of its daemon is, by which others on the machine would command it.
        #expect(world.mode(of: ".", in: world.folder.runDirectory) == 0o700)
    }

    @Test func `tells the server what the machine is`() async throws {
        try await world.join(server)
        let join = try #require(server.heard.value.joins.first)
        #expect(join.report.listenPort == .netmaker)
        #expect(join.report.interface.description == "nm-harbor")
        #expect(join.report.facts.hostname == "machine")
    }

    @Test func `takes the next port when the usual one is taken`() async throws {
        let world = try World(machine: TestMachine(takenPorts: [51821, 51822]))
        try await world.join(server)
        #expect(server.heard.value.joins.first?.report.listenPort.rawValue == 51823)
    }

    @Test func `leaves nothing behind when refused`() async throws {
        server.behave(.refusing(refusal(.refused)))
        let error = await #expect(throws: AgentError.self) { try await world.environment.join(World.request()) }
        #expect(error?.code == .refused)
        #expect(error?.message == "the key admits nobody any more")
        #expect(try world.files == [])
        #expect(await world.backend.interfaces == [])
    }

    /// Every way in which a server says no, unknown ones of a later release included.
    static let refusals: [AgentProtocolError.Code] = [
        .malformed, .unexpected, .unsupportedVersion, .unauthenticated, .refused, .unknownNode, .removed,
        .conflict, .exhausted, .wrongServer, AgentProtocolError.Code(rawValue: "out_of_paper"),
    ]

    @Test(arguments: refusals.map(\.rawValue))
    func `leaves nothing behind however it is refused, and hands on what to do`(_ code: String) async throws {
        server.behave(.refusing(refusal(AgentProtocolError.Code(rawValue: code))))
        let error = await #expect(throws: AgentError.self) { try await world.environment.join(World.request()) }
        #expect(error?.code == .refused)
        #expect(error?.remedy == "ask for another")
        #expect(try world.files == [])
        #expect(await world.backend.interfaces == [])
    }

    @Test(arguments: [Timestamp(millisecondsSince1970: 0), Timestamp(millisecondsSince1970: 4_102_444_800_000)])
    func `does not depend on what the machine takes the time to be`(_ time: Timestamp) async throws {
        world.wallClock.advance(by: time.duration(since: world.wallClock.now))
        let membership = try await world.join(server)
        #expect(membership.trouble == nil)
        try await world.running(try world.agent()) { agent in
            try await agent.progress { $0.acknowledged != nil }
        }
        #expect(try await world.device()?.state().peers.count == 2)
    }

    @Test func `leaves nothing behind when the server is not there`() async throws {
        server.behave(.unreachable)
        let error = await #expect(throws: AgentError.self) { try await world.environment.join(World.request()) }
        #expect(error?.code == .unreachable)
        #expect(try world.files == [])
    }

    @Test func `is finished by the next join when the reply was lost`() async throws {
        server.behave(.losingReplies)
        let error = await #expect(throws: AgentError.self) { try await world.environment.join(World.request()) }
        #expect(error?.code == .unreachable)
        #expect(try world.files == ["nettoken-harbor.joining"])
        #expect(world.mode(of: "nettoken-harbor.joining") == 0o600)

        server.behave(.answering)
        try await world.join(server)
        let joins = server.heard.value.joins
        #expect(joins.map(\.identity) == [joins[0].identity, joins[0].identity])
        #expect(joins.map(\.publicKey) == [joins[0].publicKey, joins[0].publicKey])
        #expect(try !world.files.contains("nettoken-harbor.joining"))
    }

    @Test func `forgets the unfinished join when the next is refused`() async throws {
        server.behave(.losingReplies)
        _ = try? await world.environment.join(World.request())
        server.behave(.refusing(refusal(.refused)))
        _ = try? await world.environment.join(World.request())
        #expect(try world.files == [])
    }

    @Test func `forgets the unfinished join when its owner leaves`() async throws {
        server.behave(.losingReplies)
        _ = try? await world.environment.join(World.request())
        _ = try await world.environment.leave(Samples.networkName())
        #expect(try world.files == [])
    }

    @Test(arguments: [true, false])
    func `forgets all of a join that was killed before it was a membership`(isRefused: Bool) async throws {
        // Killed before the last of its files, which is the credential.
        try await world.join(server)
        let files = MembershipFiles(folder: world.folder, network: Samples.networkName())
        let credential = try files.credential()
        try files.save(PendingJoin(server: credential.address, identity: credential.identity, key: files.key()))
        try AtomicFile.remove("\(world.folder.directory)/nettoken-harbor")
        if isRefused {
            server.behave(.refusing(refusal(.refused)))
            await #expect(throws: AgentError.self) { try await world.environment.join(World.request()) }
        } else {
            _ = try await world.environment.leave(Samples.networkName())
        }
        #expect(try world.files == [])
    }

    @Test(arguments: [nil, "dummy"]) func `refuses an interface that is somebody else's, and asks no server`(
        kind: String?
    ) async throws {
        let interface = try InterfaceName(parsing: "nm-harbor")
        if let kind {
            await world.backend.occupy(interface, kind: kind)
        } else {
            try await world.backend.open(interface).device.apply(DevicePlan(privateKey: .set(.generate())))
        }
        let error = await #expect(throws: AgentError.self) { try await world.environment.join(World.request()) }
        #expect(error?.code == .invalidInput)
        #expect(error?.message.contains(kind ?? "somebody else's WireGuard") == true)
        #expect(try world.files == [])
        #expect(server.heard.value.joins.isEmpty)
    }

    /// A server of another network, which names an interface that is this machine's other network's.
    private func clashingServer() async throws -> (TestServer, MembershipRequest) {
        try await world.join(server)
        let other = TestServer(Samples.network("lab"), id: 98)
        other.configure { $0.with(interface: .default(for: Samples.networkName())) }
        try world.place(other, at: 50052)
        var request = try World.request("lab", port: 50052)
        request.overlapPolicy = .accept
        return (other, request)
    }

    @Test func `leaves again when the network's interface is another network's`() async throws {
        let (other, request) = try await clashingServer()
        let error = await #expect(throws: AgentError.self) { try await world.environment.join(request) }
        #expect(error?.code == .invalidInput)
        #expect(
            error?.message
                == "interface nm-harbor is that of network harbor; this machine has left network lab")
        #expect(error?.remedy == "join again with --interface NAME")
        #expect(other.heard.value.leaves == [Samples.nodeID(1)])
        #expect(try world.files.filter { $0.contains("lab") } == [])
    }

    @Test func `keeps an unfinished join whose interface is not free, which another interface finishes`() async throws {
        var (other, request) = try await clashingServer()
        other.behave(.losingReplies)
        await #expect(throws: AgentError.self) { try await world.environment.join(request) }
        other.behave(.answering)
        let error = await #expect(throws: AgentError.self) { try await world.environment.join(request) }
        #expect(error?.remedy == "join again with --interface NAME")
        #expect(other.heard.value.leaves.isEmpty)
        #expect(try world.files.filter { $0.contains("lab") } == ["nettoken-lab.joining"])

        let interface = try InterfaceName(parsing: "nm-other")
        other.configure { $0.with(interface: interface) }
        request.interface = interface
        _ = try await world.environment.join(request)
        #expect(Set(other.heard.value.joins.map(\.identity)).count == 1)
    }

    @Test func `takes no port of another network, also while that is down`() async throws {
        try await world.join(server)
        try await world.backend.remove(.default(for: Samples.networkName()))
        let other = TestServer(Samples.network("lab"), id: 98)
        try world.place(other, at: 50052)
        var request = try World.request("lab", port: 50052)
        request.overlapPolicy = .accept
        _ = try await world.environment.join(request)
        #expect(server.heard.value.joins.map(\.report.listenPort.rawValue) == [51821])
        #expect(other.heard.value.joins.map(\.report.listenPort.rawValue) == [51822])
    }

    /// Of what the network names another network of the machine has 51900, and somebody else 51820.
    @Test(arguments: [(51900, 51901), (51820, 51822), (51910, 51910)])
    func `takes another port where the network's is taken, and not the one that the server has heard of`(
        _ named: Int, _ taken: Int
    ) async throws {
        let world = try World(machine: TestMachine(takenPorts: [51820]))
        let first = try ListenPort(51900)
        server.configure { $0.with(listenPort: first) }
        try await world.join(server)
        let other = TestServer(Samples.network("lab"), id: 98)
        let port = try ListenPort(named)
        other.configure { $0.with(listenPort: port) }
        try world.place(other, at: 50052)
        var request = try World.request("lab", port: 50052)
        request.overlapPolicy = .accept
        _ = try await world.environment.join(request)
        #expect(other.heard.value.joins.map(\.report.listenPort) == [.netmaker])
        try await world.running(world.agent("lab")) { _ in
            try await other.heard.wait { $0.reports.last?.listenPort.rawValue == UInt16(taken) }
        }
    }

    @Test func `has the port that its owner names, also where it is the usual one and not the network's`() async throws
    {
        let port = try ListenPort(51900)
        server.configure { $0.with(listenPort: port) }
        server.answerEdits { [server] edits in
            for case .listenPort(let port) in edits.edits.map(\.to) {
                server.reconfigure { $0.with(listenPort: port) }
            }
            return NodeEditsReply(number: edits.number, refusals: [])
        }
        var request = try World.request()
        request.listenPort = .netmaker
        #expect(try await world.environment.join(request).trouble == nil)
        #expect(
            server.heard.value.edits.map(\.edits) == [[NodeEdit(from: .listenPort(port), to: .listenPort(.netmaker))]])
        #expect(server.configuration.listenPort == .netmaker)
    }

    @Test func `refuses a second membership`() async throws {
        try await world.join(server)
        let error = await #expect(throws: AgentError.self) { try await world.environment.join(World.request()) }
        #expect(error?.code == .alreadyMember)
        #expect(server.heard.value.joins.count == 1)
    }

    @Test func `refuses addresses that another network has, and leaves again`() async throws {
        try await world.join(server)
        let other = TestServer(Samples.network("lab"), id: 98)
        try world.place(other, at: 50052)
        let request = try World.request("lab", port: 50052)
        let error = await #expect(throws: AgentError.self) { try await world.environment.join(request) }
        #expect(error?.code == .overlapping)
        #expect(other.heard.value.leaves == [Samples.nodeID(1)])
        #expect(try world.files.filter { $0.contains("lab") } == [])
    }

    @Test func `accepts such addresses when its owner insists`() async throws {
        try await world.join(server)
        let other = TestServer(Samples.network("lab"), id: 98)
        try world.place(other, at: 50052)
        var request = try World.request("lab", port: 50052)
        request.overlapPolicy = .accept
        let link = try #require(await world.backend.tunnel(.default(for: Samples.networkName()))).link
        let (plans, before) = (try await world.plans().count, try await link.state())
        let files = try world.files
        _ = try await world.environment.join(request)
        #expect(await world.backend.interfaces.count == 2)
        #expect(try await world.device("nm-lab")?.state().peers.count == 2)
        // The first is as it was while the second is there, and after it has gone.
        #expect(try await world.plans().count == plans)
        #expect(try await link.state() == before)
        _ = try await world.environment.leave(Samples.networkName("lab"))
        #expect(other.heard.value.leaves == [Samples.nodeID(1)])
        #expect(await world.backend.interfaces.count == 1)
        #expect(try world.files == files)
        #expect(try await world.plans().count == plans)
        #expect(try await link.state() == before)
    }
}
