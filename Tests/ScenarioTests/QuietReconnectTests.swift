import Logging
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerServer
import NetmakerTesting
import Synchronization
import Testing

@testable import NetmakerAgent

/// An agent and a server that are real but for the socket between them, whose frames are weighed.
@Suite(.timeLimit(.minutes(2))) struct `An agent that comes back` {
    private static let harbor = Samples.networkName("harbor")
    private static let alice = Principal.user(Samples.userName("alice"))

    /// The server, and what has joined.
    private struct World: Sendable {
        let control: ControlPlane
        let scales: Scales
        let machine: FixedMachine
        let environment: AgentEnvironment
        let node: NodeID

        var state: NetworkState { control.truth.networks[harbor] ?? NetworkState(Samples.network()) }
    }

    @Test func `says and hears 200 bytes when nothing has changed`() async throws {
        try await withWorld { world in
            try await run(world) { agent in
                try await agent.progress { $0.acknowledged == world.state.revision }
                world.scales.empty()
                _ = try await world.environment.pull(Self.harbor)
                let weighed = try await world.scales.frames.wait { $0.count == 4 }
                let bytes = weighed.reduce(0) { $0 + $1.bytes }
                print("application frames of a quiet reconnect: \(weighed), \(bytes) bytes")
                #expect(weighed.map(\.name) == ["greeting", "hello", "welcome", "acknowledgement"])
                #expect(bytes <= 200)
            }
            // Nor does an agent have more to say that starts anew.
            world.scales.empty()
            try await run(world) { agent in
                try await agent.progress { $0.acknowledged == world.state.revision }
                #expect(world.scales.frames.value.reduce(0) { $0 + $1.bytes } <= 200)
            }
        }
    }

    @Test func `says what is new of its machine, and is told what is new of its node`() async throws {
        try await withWorld { world in
            let revision = world.state.revision
            _ = try await world.control.perform(
                UpdateNode(
                    network: Self.harbor, node: world.node, changes: NodeChanges(mtu: try MTU(1300))), as: Self.alice)
            let moved = try InterfaceAddress(parsing: "203.0.113.77/24")
            world.scales.empty()
            world.machine.move(to: moved)
            try await run(world) { agent in
                try await agent.progress { $0.inForce.map { $0 > revision } ?? false }
                // The report follows the welcome, and is no news to the agent itself.
                while world.state.nodes[world.node]?.localAddresses != [moved] { await Task.yield() }
                #expect(await agent.tunnel.configuration?.mtu.rawValue == 1300)
                #expect(world.state.nodes[world.node]?.mtu.rawValue == 1300)
                #expect(world.scales.frames.value.map(\.name).contains("report"))
            }
        }
    }

    @Test func `is seen where it comes from, though it has nothing new to say`() async throws {
        try await withWorld { world in
            world.scales.move(to: Samples.address(2))
            try await run(world) { agent in
                try await agent.progress { $0.acknowledged == world.state.revision && $0.synchronizations == 1 }
            }
            #expect(world.state.nodes[world.node]?.observedIPv4.map(IPAddress.v4) == Samples.address(2))
        }
    }

    private func run(_ world: World, _ body: (Agent) async throws -> Void) async throws {
        let agent = try Agent(network: Self.harbor, environment: world.environment)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { _ = try await agent.run() } catch is CancellationError { return }
            }
            defer { group.cancelAll() }
            try await agent.progress { $0.synchronizations == 1 && $0.isReachable }
            try await body(agent)
        }
    }

    /// A server, and a machine that has joined.
    private func withWorld(_ body: (World) async throws -> Void) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let control = ControlPlane(store: InMemoryStore(), wallClock: ManualClock(), logger: logger)
        let scales = Scales(handler: AgentService(control: control, logger: logger), source: Samples.address(1))
        let scratch = try ScratchFolder.make("nm-quiet")
        defer { scratch.remove() }
        let machine = FixedMachine()
        let environment = AgentEnvironment(
            folder: AgentFolder(directory: scratch.path + "/etc", runDirectory: scratch.path + "/run"),
            machine: machine, backend: FakeBackend(), connect: { _, _ in scales }, nameListening: .anyPort,
            logger: logger)
        try await control.load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await control.run() }
            defer { group.cancelAll() }
            _ = try await control.perform(
                CompleteSetup(user: Samples.userName("alice"), password: Samples.passwordHash), as: .server)
            _ = try await control.perform(CreateNetwork(name: Self.harbor, ranges: Samples.ranges), as: Self.alice)
            let key = try await control.perform(
                CreateAccessKey(network: Self.harbor, uses: .unlimited), as: Self.alice
            ).result.secret
            for number in 2...3 {
                _ = try await control.perform(
                    JoinNetwork(
                        network: Self.harbor, key: key, identity: Samples.identity(number),
                        publicKey: Samples.publicKey(number), report: Samples.report(number), source: nil),
                    as: .nobody)
            }
            let membership = try await environment.join(
                MembershipRequest(
                    network: Self.harbor, server: try ServerAddress(parsing: "203.0.113.10:50051"), pins: [],
                    key: key))
            try await body(
                World(
                    control: control, scales: scales, machine: machine, environment: environment,
                    node: membership.configuration.node))
        }
    }
}

/// A machine with one address of its own, which may be another.
private final class FixedMachine: Machine {
    let hostname = "machine"
    let operatingSystem = "Debian GNU/Linux 12 (bookworm)"
    let architecture = "x86_64"
    let boot = "boot"
    private let addresses = Mutex<[InterfaceAddress]>([])

    func move(to address: InterfaceAddress) { addresses.withLock { $0 = [address] } }

    func index(of interface: InterfaceName) async -> UInt32? { nil }
    func localAddresses(except interfaces: Set<InterfaceName>) -> [InterfaceAddress] { addresses.withLock { $0 } }
    func isFree(_ port: ListenPort) -> Bool { true }
    func changes() -> any AsyncSequence<Void, Never> { AsyncStream<Void> { _ in } }
}

/// Carries everything to the server, and weighs the frames of sessions.
private final class Scales: AgentTransport {
    struct Frame: Sendable, CustomStringConvertible {
        let name: String
        let bytes: Int
        var description: String { "\(name) \(bytes)" }
    }

    let frames = Watched<[Frame]>([])
    private let handler: AgentService
    private let source: Mutex<IPAddress>

    init(handler: AgentService, source: IPAddress) {
        self.handler = handler
        self.source = Mutex(source)
    }

    func empty() { frames.update { $0 = [] } }

    /// Lets the machine come from elsewhere.
    func move(to address: IPAddress) { source.withLock { $0 = address } }

    private var inner: InMemoryAgentTransport {
        InMemoryAgentTransport(handler: handler, source: source.withLock { $0 })
    }

    func challenge() async throws -> Challenge { try await inner.challenge() }
    func join(_ request: Signed<JoinRequest>) async throws -> JoinReply { try await inner.join(request) }
    func checkIn(_ request: Signed<CheckInRequest>) async throws -> CheckInReply { try await inner.checkIn(request) }
    func leave(_ request: Signed<LeaveRequest>) async throws { try await inner.leave(request) }

    func withSession<Value: Sendable>(
        _ body: @escaping @Sendable (AgentConnection) async throws -> Value
    ) async throws -> Value {
        try await inner.withSession { [self] connection in
            let (incoming, pass) = AsyncThrowingStream.makeStream(of: ServerFrame.self)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do {
                        for try await frame in connection.incoming {
                            self.weigh(frame, try frame.encoded())
                            pass.yield(frame)
                        }
                        pass.finish()
                    } catch {
                        pass.finish(throwing: error)
                    }
                }
                defer { group.cancelAll() }
                return try await body(
                    AgentConnection(incoming: incoming) { frame in
                        self.weigh(frame, try frame.encoded())
                        try await connection.send(frame)
                    })
            }
        }
    }

    private func weigh(_ frame: Any, _ bytes: [UInt8]) {
        let name = Mirror(reflecting: frame).children.first?.label ?? "\(frame)"
        frames.update { $0.append(Frame(name: name, bytes: bytes.count)) }
    }
}
