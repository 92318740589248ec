internal import ArgumentParser
internal import NetmakerCore

/// `mesh-probe`: how long a change takes until every machine's WireGuard has it, as the devices themselves say.
///
/// For the demo and the benchmarks, where the machines are namespaces of one computer. It is told a change, the
/// machines, and what a device looks like once it has the change; it makes the change and starts its clock, and reads
/// the devices until all look like that.
@main
struct MeshProbe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mesh-probe",
        abstract: "Make a change, and say when every machine's WireGuard has it.",
        discussion: """
            The change is a command, or one asked of the server over a connection that stands already, or none: then it \
            just waits. Needs root. Machines are given by a process that lives in each.
            """)

    @Option(help: "The WireGuard interface on the machines.", transform: InterfaceName.init(parsing:))
    var interface: InterfaceName

    @Option(
        name: .customLong("machine"), parsing: .singleValue, help: "A machine, as NAME=PROCESS. May be repeated.",
        transform: Machine.init(parsing:))
    var machines: [Machine]

    @OptionGroup(title: "What to wait for") var conditions: ConditionOptions
    @OptionGroup(title: "What to ask of the server") var request: RequestOptions

    @Option(help: "How many seconds to wait.")
    var timeout: Int = 30

    @Flag(help: "Print one JSON object instead of a sentence.")
    var json = false

    @Argument(parsing: .postTerminator, help: "The command that makes the change.")
    var command: [String] = []

    func validate() throws {
        guard command.isEmpty || request.changes.isEmpty else {
            throw ValidationError("give a command or a request, not both")
        }
    }

    func run() async throws {
        let watch = try await Watch(machines, interface, until: conditions.condition())
        let result = try await withChange { change in
            try await watch.run(change, within: .seconds(timeout))
        }
        print(json ? result.json : result.sentence)
        guard result.missing.isEmpty else { throw ExitCode.failure }
    }

    private func withChange(_ body: (@escaping Change) async throws -> Convergence) async throws -> Convergence {
        if !request.changes.isEmpty { return try await request.withChange(body) }
        let command = command
        return try await body { try await Command(command)?.run() }
    }
}

/// Makes a change, and returns when it is made.
typealias Change = @Sendable () async throws -> Void
