import DurableFiles
import Glibc
import Logging
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Synchronization

@testable import NetmakerAgent

/// A machine that is what a test says.
final class TestMachine: Machine {
    private let hints = Mutex((listeners: [AsyncStream<Void>.Continuation](), isChanged: false))

    let hostname = "machine"
    let operatingSystem = "Debian GNU/Linux 12 (bookworm)"
    let architecture = "x86_64"
    private let takenPorts: Set<UInt16>
    private let addresses = Mutex<[InterfaceAddress]>([])

    private let tunnels = Mutex<FakeBackend?>(nil)
    private let known = Mutex<[FakeWireGuardDevice]>([])
    private let boots = Mutex(1)
    var boot: String { "boot \(boots.withLock { $0 })" }

    init(takenPorts: Set<UInt16> = []) { self.takenPorts = takenPorts }

    /// Has the interfaces of a backend.
    func install(_ backend: FakeBackend) { tunnels.withLock { $0 = backend } }

    /// One that is made anew is another object.
    func index(of interface: InterfaceName) async -> UInt32? {
        guard let device = await tunnels.withLock({ $0 })?.tunnel(interface)?.device else { return nil }
        return known.withLock { known in
            if let place = known.firstIndex(where: { $0 === device }) { return UInt32(place + 1) }
            known.append(device)
            return UInt32(known.count)
        }
    }

    func bootAnew() { boots.withLock { $0 += 1 } }

    func move(to addresses: [InterfaceAddress]) { self.addresses.withLock { $0 = addresses } }

    func localAddresses(except interfaces: Set<InterfaceName>) -> [InterfaceAddress] { addresses.withLock { $0 } }

    /// Tells whoever listens, and who comes later, that something has changed.
    func change() {
        hints.withLock { hints in
            hints.isChanged = true
            for listener in hints.listeners { listener.yield() }
        }
    }

    func changes() -> any AsyncSequence<Void, Never> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        hints.withLock { hints in
            hints.listeners.append(continuation)
            if hints.isChanged { continuation.yield() }
        }
        return stream
    }

    func isFree(_ port: ListenPort) -> Bool { !takenPorts.contains(port.rawValue) }
}

/// A machine with a folder of its own, a WireGuard in memory, a clock that stands, and servers in this process.
final class World: Sendable {
    let folder: AgentFolder
    let backend = FakeBackend()
    let gatewayHost = FakeGatewayHost()
    let commands = FakeCommandRunner()
    /// How often a way to a server was taken.
    let attempts = Mutex(0)
    /// What agents have logged, debugging left out.
    let log = LogRecord()
    let clock = VirtualClock()
    let wallClock = ManualClock()
    let supervisor = InMemorySupervisor()
    let notifier = RecordingNotifier()
    private let root: String
    private let servers: Mutex<[ServerAddress: TestServer]> = Mutex([:])
    let machine: TestMachine
    let resolver = FakeResolver()

    init(machine: TestMachine = TestMachine()) throws {
        var template = Array("/tmp/netclient-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure(errno: errno) }
        root = String(cString: made)
        folder = AgentFolder(directory: "\(root)/etc", runDirectory: "\(root)/run")
        self.machine = machine
        machine.install(backend)
    }

    deinit {
        for directory in [folder.directory, folder.runDirectory] {
            for name in (try? Folder.contents(directory)) ?? [] { unlink("\(directory)/\(name)") }
            rmdir(directory)
        }
        rmdir(root)
    }

    struct Failure: Error { let errno: Int32 }

    var environment: AgentEnvironment { environment(namesAt: .anyPort) }

    func environment(namesAt listening: NameListening) -> AgentEnvironment {
        AgentEnvironment(
            folder: folder, machine: machine, backend: backend, commands: commands, gatewayHost: gatewayHost,
            connect: { address, _ in
                self.attempts.withLock { $0 += 1 }
                guard let server = self.servers.withLock({ $0[address] }) else { throw TestServer.unreachable }
                return InMemoryAgentTransport(handler: server)
            },
            clock: clock, wallClock: wallClock, makeGenerator: { SeededGenerator(seed: 1) }, supervisor: supervisor,
            notifier: notifier, resolver: resolver, nameListening: listening,
            logger: Logger(label: "test") { _ in self.log })
    }

    /// Puts a server at an address.
    func place(_ server: TestServer, at port: Int = 50051) throws {
        let address = try Self.address(port)
        servers.withLock { $0[address] = server }
    }

    static func address(_ port: Int = 50051) throws -> ServerAddress {
        try ServerAddress(host: "203.0.113.10", port: try ListenPort(port))
    }

    static func request(_ network: String = "harbor", port: Int = 50051) throws -> MembershipRequest {
        MembershipRequest(
            network: Samples.networkName(network), server: try address(port), pins: [], key: Samples.secret(1))
    }

    /// Joins the network of a server.
    @discardableResult
    func join(_ server: TestServer, port: Int = 50051) async throws -> Membership {
        try place(server, at: port)
        return try await environment.join(
            MembershipRequest(
                network: server.configuration.network, server: try Self.address(port), pins: [], key: Samples.secret(1))
        )
    }

    /// A machine that has joined a server's network; what the server heard of it is forgotten.
    static func joined(_ server: TestServer) async throws -> World {
        let world = try World()
        try await world.join(server)
        server.heard.update { $0 = TestServer.Heard() }
        return world
    }

    /// What a reboot takes: interfaces, and all that lies in memory. Nothing of the kind must be running.
    func reboot() async throws {
        for interface in await backend.interfaces { await backend.kill(interface) }
        for name in try Folder.contents(folder.runDirectory) { unlink("\(folder.runDirectory)/\(name)") }
        rmdir(folder.runDirectory)
        machine.bootAnew()
    }

    func agent(_ network: String = "harbor") throws -> Agent {
        try Agent(network: Samples.networkName(network), environment: environment)
    }

    /// Runs an agent while `body` runs.
    func running(
        _ agent: Agent, _ body: @escaping @Sendable (Agent) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { _ = try await agent.run() } catch is CancellationError { return }
            }
            try await body(agent)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    func device(_ interface: String = "nm-harbor") async throws -> FakeWireGuardDevice? {
        await backend.tunnel(try InterfaceName(parsing: interface))?.device
    }

    /// What the device has been told since it was made; nothing need be where nothing changed.
    func plans() async throws -> [DevicePlan] { try await device()?.plans ?? [] }

    /// Writes nonsense where a network's credential lies.
    func damageCredential(of network: String) throws {
        try AtomicFile.write(Array("{\n".utf8), to: "\(folder.directory)/nettoken-\(network)", mode: 0o600)
    }

    /// What the agent of a network would start from without its server.
    func savedMap(of network: String = "harbor") -> PeerMap? {
        (try? MembershipFiles(folder: folder, network: Samples.networkName(network)).readMap())?.map?.map
    }

    /// What lies in the folder.
    var files: [String] {
        get throws { try Folder.contents(folder.directory) }
    }

    /// - Parameter directory: nil for the folder of its files.
    func mode(of name: String, in directory: String? = nil) -> UInt16 {
        var status = stat()
        return lstat("\(directory ?? folder.directory)/\(name)", &status) == 0 ? UInt16(status.st_mode & 0o7777) : 0
    }
}
