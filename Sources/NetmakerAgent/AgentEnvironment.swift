public import Logging
public import NetmakerAgentProtocol
public import NetmakerCore
public import NetmakerWG

/// Everything outside of an agent that it works with: all of it can be replaced, so that a whole agent runs in a test.
public struct AgentEnvironment: Sendable {
    public let folder: AgentFolder
    public let machine: any Machine
    public let backend: any TunnelBackend
    /// Runs what is to be run when an interface has come up, and when it has gone.
    public let commands: any CommandRunner
    /// Makes the way to a server whose TLS key is one of the pins; with none the system's trusted roots decide.
    public let connect: @Sendable (ServerAddress, [CertificatePin]) throws -> any AgentTransport
    /// Waits and measures; never steps.
    public let clock: any Clock<Duration>
    /// Dates what is dated.
    public let wallClock: any WallClock
    /// Where the spread of waits comes from.
    public let makeGenerator: @Sendable () -> any RandomNumberGenerator
    public let logger: Logger

    public init(
        folder: AgentFolder = .standard, machine: any Machine = LinuxMachine(), backend: any TunnelBackend,
        commands: any CommandRunner = ShellCommandRunner(),
        connect: @escaping @Sendable (ServerAddress, [CertificatePin]) throws -> any AgentTransport = {
            GRPCAgentTransport(server: $0, pins: $1)
        },
        clock: any Clock<Duration> = ContinuousClock(), wallClock: any WallClock = SystemWallClock(),
        makeGenerator: @escaping @Sendable () -> any RandomNumberGenerator = { SystemRandomNumberGenerator() },
        logger: Logger
    ) {
        self.folder = folder
        self.machine = machine
        self.backend = backend
        self.commands = commands
        self.connect = connect
        self.clock = clock
        self.wallClock = wallClock
        self.makeGenerator = makeGenerator
        self.logger = logger
    }

    /// The machine's addresses on its own networks: those of its tunnels are none.
    func localAddresses() throws -> [InterfaceAddress] {
        var tunnels: Set<InterfaceName> = []
        for network in try folder.networks() {
            let files = MembershipFiles(folder: folder, network: network)
            tunnels.insert(.default(for: network))
            // A network whose credential is damaged keeps no other from its work.
            if let credential = try? files.credential() { tunnels.insert(credential.interface) }
        }
        return try machine.localAddresses(except: tunnels)
    }
}
