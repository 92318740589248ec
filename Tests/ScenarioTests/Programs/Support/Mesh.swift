import FoundationEssentials
import Subprocess

/// A server in a world, its operator's nmctl, and the machines that join.
struct Mesh: Sendable {
    let world: World
    /// Which of the world's servers it is, from 0: each has its own ports and files.
    var number = 0

    /// The network that most tests need.
    static let network = "mesh"

    var machines: [WorldMachine] { world.machines }
    var dataDirectory: String { world.folder + "/server" + suffix }
    var passwordFile: String { world.folder + "/password" }
    var setupCodeFile: String { dataDirectory + "/setup-code" }
    var url: String { "https://\(World.serverAddress):\(8081 + 10 * number)" }
    private var suffix: String { number == 0 ? "" : "\(number)" }

    /// The pin that the server wrote down for scripts.
    var pin: String {
        get throws { try String(contentsOfFile: dataDirectory + "/pin", encoding: .utf8).filter { $0 != "\n" } }
    }

    static func running(machines count: Int, _ body: (Mesh) async throws -> Void) async throws {
        try await World.running(machines: count) { world in
            let mesh = Mesh(world: world)
            try Data("correct horse battery staple\n".utf8).write(to: URL(filePath: mesh.passwordFile))
            try await body(mesh)
        }
    }

    // MARK: The server

    func nmServer(_ arguments: String...) async throws -> CommandOutcome {
        try await world.router.run([Installation.program("nm-server")] + arguments + ["--data-dir", dataDirectory])
    }

    /// Starts the server, and returns when it serves.
    ///
    /// - Parameters:
    ///   - log: the name of the log in the world's folder; one a start.
    ///   - wrapper: a command that runs it.
    ///   - environment: what it gets besides.
    func startServer(
        log: String = "server.log", logLevel: String = "info", under wrapper: [String] = [],
        environment: [Environment.Key: String] = [:]
    ) async throws -> Program {
        let server = try await world.router.start(
            wrapper + serverCommand(logLevel), environment: environment, log: "\(world.folder)/\(log)")
        try await server.says("\nready\n")
        return server
    }

    /// Has the server run, and started again whenever it dies; returns when it serves.
    func keepServerRunning() async throws -> Supervised {
        let server = try await Supervised(
            serverCommand("info"), in: world.router, log: "\(world.folder)/server.log")
        try await server.says("\nready\n")
        return server
    }

    private func serverCommand(_ logLevel: String) -> [String] {
        [
            Installation.program("nm-server"), "--data-dir", dataDirectory, "--public-address", World.serverAddress,
            "--log-level", logLevel,
        ]
            + (number == 0
                ? []
                : [
                    "--api-port", "\(8081 + 10 * number)", "--agents-port", "\(50051 + 10 * number)",
                    "--metrics-address", "127.0.0.1:\(8082 + 10 * number)",
                ])
    }

    // MARK: The operator

    /// Runs nmctl to its end, as the operator.
    func nmctl(_ arguments: String...) async throws -> CommandOutcome { try await nmctl(arguments) }

    func nmctl(_ arguments: [String]) async throws -> CommandOutcome {
        try await world.router.run(
            [Installation.program("nmctl")] + arguments, environment: ["NMCTL_CONFIG": contextFile])
    }

    var contextFile: String { world.folder + "/contexts" + suffix }

    /// Makes the first admin, by the code that the server wrote down.
    func setUp() async throws -> CommandOutcome {
        try await nmctl(
            "setup", "--server", url, "--pin", pin, "--code-file", setupCodeFile, "--user", "admin",
            "--password-file", passwordFile)
    }

    func createNetwork(
        _ name: String = network, range: String = "10.20.0.0/16", range6: String = "fd00:20::/64"
    ) async throws {
        _ = try await nmctl("network", "create", name, "--range", range, "--range6", range6).printed()
    }

    /// Makes an access key, and gives the file that its token is in.
    func createKey(of network: String = network, uses: String = "unlimited") async throws -> NewKey {
        let key: NewKey = try await nmctl("key", "create", network, "--uses", uses, "-o", "json").decoded()
        try Data((key.token + "\n").utf8).write(to: URL(filePath: tokenFile(key)))
        return key
    }

    func tokenFile(_ key: NewKey) -> String { "\(world.folder)/token-\(key.id)" }

    func nodes(of network: String = network) async throws -> [NodeView] {
        try await nmctl("node", "list", network, "-o", "json").decoded()
    }

    // MARK: The machines

    func join(
        _ machine: WorldMachine, with key: NewKey, _ arguments: String...
    ) async throws -> CommandOutcome {
        try await machine.namespace.run(
            [Installation.program("netclient"), "join", "--token-file", tokenFile(key), "--daemon", "off"]
                + arguments)
    }

    /// Has all machines join, starts their agents, and returns when every one has everything.
    func joinAll() async throws -> [Program] {
        let key = try await createKey()
        var agents: [Program] = []
        for machine in machines {
            _ = try await join(machine, with: key).printed()
            agents.append(try await machine.startAgent())
        }
        try await allHaveEverything()
        return agents
    }

    /// Has a machine listen on another port, and waits until everybody has it in force.
    ///
    /// Its peers then have the endpoint that its packets come from as well. One that is only stated is gone with the
    /// next handshake that the machine begins.
    func move(_ machine: WorldMachine, toPort port: Int, within seconds: Int = 20) async throws -> CommandOutcome {
        try await nmctl(
            "node", "update", Self.network, machine.name, "--wait", "--timeout", "\(seconds)", "--port", "\(port)")
    }

    /// Waits until every node's agent is connected, and its device has the newest of the network.
    ///
    /// - Throws: `TooLate` with what the server says of each node, and what everybody logged.
    func allHaveEverything(of network: String = network, within limit: Duration = .seconds(20)) async throws {
        var nodes: [NodeView] = []
        do {
            try await eventually("all nodes of \(network) have everything", within: limit) {
                nodes = try await self.nodes(of: network)
                return !nodes.isEmpty && nodes.allSatisfy { $0.live?.status == "applied" }
            }
        } catch let error as TooLate {
            let states = nodes.map { "\($0.name): \($0.live?.status ?? "no state")" }
            throw TooLate(description: ([error.description] + states + [try logs]).joined(separator: "\n"))
        }
    }

    /// What the server and the agents have logged.
    private var logs: String {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: world.folder).filter { $0.hasSuffix(".log") }.sorted()
                .map { "--- \($0)\n" + (try String(contentsOfFile: "\(world.folder)/\($0)", encoding: .utf8)) }
                .joined(separator: "\n")
        }
    }

    /// Everything that most tests take for granted: a server with an admin and a network, and all machines in it.
    func comeUp() async throws -> (server: Program, agents: [Program]) {
        let server = try await startServer()
        _ = try await setUp().printed()
        try await createNetwork()
        return (server, try await joinAll())
    }
}
