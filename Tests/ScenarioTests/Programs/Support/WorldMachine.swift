import Glibc
import Subprocess

/// One machine of a world, named `node<number>`.
struct WorldMachine: Sendable {
    let number: Int
    let namespace: Namespace
    /// The world's folder.
    let folder: String

    var name: String { "node\(number)" }
    /// Its public address.
    var address: String { "198.51.100.\(number + 10)" }

    /// Runs netclient to its end.
    func netclient(_ arguments: String...) async throws -> CommandOutcome {
        try await namespace.run([Installation.program("netclient")] + arguments)
    }

    /// Starts the agent of a network that the machine has joined.
    ///
    /// - Parameters:
    ///   - wrapper: a command that runs it.
    ///   - environment: what it gets besides.
    func startAgent(
        of network: String = Mesh.network, logLevel: String = "info", under wrapper: [String] = [],
        environment: [Environment.Key: String] = [:]
    ) async throws -> Program {
        try await namespace.start(
            wrapper + agent(of: network, logLevel), environment: environment, log: "\(folder)/\(name)-\(network).log")
    }

    /// Has the agent run, and started again whenever it dies.
    func keepAgentRunning(of network: String = Mesh.network) async throws -> Supervised {
        try await Supervised(agent(of: network, "info"), in: namespace, log: "\(folder)/\(name)-\(network).log")
    }

    private func agent(of network: String, _ logLevel: String) -> [String] {
        [Installation.program("netclient"), "daemon", "-n", network, "--log-level", logLevel]
    }

    /// The number of the process that carries its tunnels; nil when none does.
    var wireGuardProcess: pid_t? {
        get throws {
            let own = try networkNamespace(of: namespace.keeper)
            // One that ends while it is looked at is not it.
            return try processes(named: "wireguard-go").first { (try? networkNamespace(of: $0)) == own }
        }
    }

    /// Pings until an answer comes.
    func reaches(_ address: String) async throws {
        try await eventually("\(name) reaches \(address)") {
            try await namespace.run(["ping", "-n", "-c", "1", "-W", "1", address]).exitStatus == 0
        }
    }

    /// Pings twenty times a second while `body` runs, and gives how many answers were lost.
    func lostPings(to address: String, while body: () async throws -> Void) async throws -> Int {
        let log = "\(folder)/\(name)-ping.log"
        let ping = try await namespace.start(["ping", "-n", "-i", "0.05", address], log: log)
        try await ping.says("icmp_seq=3")
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        // Some more, so that what was done last has had time to do harm.
        try await ping.says("icmp_seq=\(try ping.said.split(separator: "icmp_seq=").count + 10) ")
        try await ping.stop(SIGINT)
        try result.get()
        // The numbers that are missing among the answers; the last question may just not have been answered yet.
        let answers = try ping.said.split(separator: "\n").filter { $0.contains("bytes from") }
        let numbers = Set(
            answers.compactMap { $0.split(separator: "icmp_seq=").last.flatMap { Int($0.prefix { $0 != " " }) } })
        return (numbers.max() ?? 0) - numbers.count
    }

    /// The interfaces there are.
    func interfaces() async throws -> Set<String> {
        let text = try await namespace.shell("ip -o link show | cut -d: -f2")
        return Set(text.split(whereSeparator: \.isWhitespace).map { String($0.prefix { $0 != "@" }) })
    }

    /// A path of this machine's as the test finds it.
    func outside(_ path: String) -> String { "/proc/\(namespace.keeper)/root\(path)" }

    /// The files in a folder of its own.
    func files(in folder: String) async throws -> Set<String> {
        let text = try await namespace.shell("if [[ -d \(folder) ]]; then ls -A \(folder); fi")
        return Set(text.split(separator: "\n").map(String.init))
    }

    /// What its WireGuard has, by the system's own tool.
    func device(_ interface: String = "nm-\(Mesh.network)") async throws -> DeviceView {
        try DeviceView(parsing: await namespace.run(["wg", "show", interface, "dump"]).printed())
    }
}
