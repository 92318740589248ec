import Logging
import NetmakerAgentProtocol
import NetmakerControl
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Synchronization
import Testing

@testable import NetmakerServer

/// A control plane over a store in memory with the admin alice and the network harbor, and the agents' service over it.
struct AgentWorld: Sendable {
    static let harbor = Samples.networkName("harbor")
    static let alice = Principal.user(Samples.userName("alice"))

    let store: any Store
    let clock: ManualClock
    let control: ControlPlane
    let service: AgentService

    /// Runs a server for as long as `body` does. A store that was used before is a server that starts anew.
    static func with(
        store: any Store = InMemoryStore(),
        configuration: AgentServiceConfiguration = AgentServiceConfiguration(reportInterval: .zero),
        clock: ManualClock = ManualClock(), logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        _ body: (AgentWorld) async throws -> Void
    ) async throws {
        let control = ControlPlane(store: store, wallClock: clock, logger: logger)
        let service = AgentService(
            control: control, configuration: configuration, wallClock: clock, logger: logger)
        let world = AgentWorld(store: store, clock: clock, control: control, service: service)
        try await control.load()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await control.run() }
            defer { group.cancelAll() }
            if control.truth.directory.users.isEmpty {
                try await world.perform(
                    CompleteSetup(user: Samples.userName("alice"), password: Samples.passwordHash), as: .server)
                try await world.perform(CreateNetwork(name: harbor, ranges: Samples.ranges))
            }
            try await body(world)
        }
    }

    @discardableResult
    func perform<C: Command>(_ command: C, as principal: Principal = alice) async throws -> C.Result {
        try await control.perform(command, as: principal).result
    }

    /// The network as last committed.
    var harbor: NetworkState { control.truth.networks[Self.harbor] ?? NetworkState(Samples.network()) }
    var server: ServerID { control.truth.directory.server?.id ?? ServerID(rawValue: 0) }

    /// How an agent whose machine has this number reaches the server.
    func client(_ number: Int = 1) -> AgentClient {
        AgentClient(transport: InMemoryAgentTransport(handler: service, source: Samples.address(number)))
    }

    /// The n-th machine joins, with a key of its own.
    func join(_ number: Int) async throws -> Machine {
        let key = try await perform(CreateAccessKey(network: Self.harbor, uses: .remaining(1))).secret
        let identity = IdentityPrivateKey.generate()
        let request = JoinRequest(
            network: Self.harbor, key: key, identity: identity.identityKey, publicKey: Samples.publicKey(number),
            name: Samples.nodeName(number), report: Samples.report(number))
        let reply = try await client(number).join(request, identity: identity)
        return Machine(number: number, identity: identity, reply: reply, client: client(number))
    }

    /// Gives the node another endpoint, which all others are told.
    func moveEndpoint(of machine: Machine, to port: Int) async throws {
        try await perform(
            UpdateNode(
                network: Self.harbor, node: machine.node,
                changes: NodeChanges(
                    endpoint: .set(Endpoint(address: Samples.address(200), port: try ListenPort(port))))))
    }

    /// The node says that it listens elsewhere, at as many addresses as anybody may have: a large record.
    func report(_ machine: Machine, port: Int) async throws {
        var report = Samples.report(machine.number)
        report.listenPort = try ListenPort(port)
        report.localAddresses = try (1...EndpointCandidates.maximumLocal).map {
            try InterfaceAddress(parsing: "2001:db8:1:2:3:4:5:\($0)/64")
        }
        try await perform(
            ReportNode(node: machine.node, report: report, source: Samples.address(machine.number)),
            as: .node(machine.node))
    }

    func remove(_ machine: Machine) async throws {
        try await perform(RemoveNode(network: Self.harbor, node: machine.node))
    }
}

/// A machine that has joined.
struct Machine: Sendable {
    let number: Int
    let identity: IdentityPrivateKey
    let reply: JoinReply
    let client: AgentClient

    var node: NodeID { reply.configuration.node }

    func hello(_ position: MapPosition? = nil, report: NodeReport? = nil) -> Hello {
        Hello(node: node, position: position, report: report ?? Samples.report(number))
    }

    /// Opens a session for as long as `body` does.
    func withSession<Value: Sendable>(
        at position: MapPosition? = nil, report: NodeReport? = nil,
        _ body: @escaping @Sendable (Listener) async throws -> Value
    ) async throws -> Value {
        try await client.withSession(hello(position, report: report), identity: identity, server: reply.server) {
            try await body(Listener(session: $0))
        }
    }

    /// Opens a session, and closes it again when the map is there.
    func map() async throws -> PeerMap { try await withSession { try await $0.map() } }
}

/// What an agent hears in a session.
struct Listener: Sendable {
    struct Surprise: Error {
        let frame: ServerFrame?
    }

    let session: AgentSession

    /// The next frame; nil when the session is over.
    func next() async throws -> ServerFrame? {
        var frames = session.incoming.makeAsyncIterator()
        return try await frames.next()
    }

    /// The next configuration, which must be the next frame.
    func configuration() async throws -> NodeConfiguration {
        let frame = try await next()
        guard case .configuration(let configuration) = frame else { throw Surprise(frame: frame) }
        return configuration
    }

    /// The full map, which must come next but for configurations, pins and the time.
    func map() async throws -> PeerMap {
        var assembly = MapAssembly()
        while true {
            switch try await next() {
            case .configuration, .nextPin, .heartbeat: continue
            case .mapChunk(let chunk):
                if let map = try assembly.add(chunk) { return map }
            case let frame: throw Surprise(frame: frame)
            }
        }
    }

    /// The next delta, which must come next but for configurations and the time.
    func delta() async throws -> MapDelta {
        while true {
            switch try await next() {
            case .configuration, .heartbeat: continue
            case .mapDelta(let delta): return delta.decoded
            case let frame: throw Surprise(frame: frame)
            }
        }
    }

    /// The instruction that must come next.
    func instruction() async throws -> Instruction {
        let frame = try await next()
        guard case .instruction(let instruction) = frame else { throw Surprise(frame: frame) }
        return instruction
    }

    /// The pin that must come next.
    func pin() async throws -> CertificatePin {
        let frame = try await next()
        guard case .nextPin(let pin) = frame else { throw Surprise(frame: frame) }
        return pin
    }
}

extension AgentProtocolError {
    /// An error to compare with: only the code counts.
    static func sample(_ code: Code) -> AgentProtocolError { AgentProtocolError(code, message: "", remedy: "") }
}

extension AgentWorld {
    func join(_ numbers: ClosedRange<Int>) async throws -> [Machine] {
        var machines: [Machine] = []
        for number in numbers { machines.append(try await join(number)) }
        return machines
    }

    /// Machines join of which nothing more is heard.
    func fill(_ numbers: ClosedRange<Int>) async throws {
        let key = try await perform(CreateAccessKey(network: Self.harbor, uses: .unlimited)).secret
        for number in numbers {
            try await perform(
                JoinNetwork(
                    network: Self.harbor, key: key, identity: Samples.identity(number),
                    publicKey: Samples.publicKey(number), name: Samples.nodeName(number),
                    report: Samples.report(number), source: nil), as: .nobody)
        }
    }

    /// Opens a session of every machine for as long as `body` does.
    func withSessions(
        _ machines: [Machine], _ body: @escaping @Sendable ([Listener]) async throws -> Void
    ) async throws {
        try await Self.withSessions(machines[...], [], body)
    }

    private static func withSessions(
        _ machines: ArraySlice<Machine>, _ listeners: [Listener],
        _ body: @escaping @Sendable ([Listener]) async throws -> Void
    ) async throws {
        guard let machine = machines.first else { return try await body(listeners) }
        try await machine.withSession { try await withSessions(machines.dropFirst(), listeners + [$0], body) }
    }
}

/// A machine and its map, over a restart of the server.
final class Kept: Sendable {
    private let state = Mutex<(machine: Machine, map: PeerMap)?>(nil)

    func keep(_ machine: Machine, map: PeerMap) { state.withLock { $0 = (machine, map) } }

    /// Nil before one is kept.
    var kept: (machine: Machine, map: PeerMap)? { state.withLock { $0 } }

    func kept(reaching world: AgentWorld) throws -> (machine: Machine, map: PeerMap) {
        let (machine, map) = try #require(kept)
        return (
            Machine(
                number: machine.number, identity: machine.identity, reply: machine.reply,
                client: world.client(machine.number)), map
        )
    }
}
