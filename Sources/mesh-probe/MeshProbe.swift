internal import ArgumentParser
internal import NetmakerCore

/// `mesh-probe`: how long a change takes until every machine's WireGuard has it, as the devices themselves say.
///
/// For the demo and the benchmarks, where the machines are namespaces of one computer. It is told the change's command,
/// the machines, and what a device looks like once it has the change; it starts the command and its clock, and reads the
/// devices until all look like that.
@main
struct MeshProbe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mesh-probe",
        abstract: "Run a command, and say when every machine's WireGuard has what it changed.",
        discussion: "Needs root. Machines are given by a process that lives in each.")

    @Option(help: "The WireGuard interface on the machines.", transform: InterfaceName.init(parsing:))
    var interface: InterfaceName

    @Option(help: "Until no device has this peer.", transform: PublicKey.init(parsing:))
    var absent: PublicKey?

    @Option(help: "Until every device has this peer.", transform: PublicKey.init(parsing:))
    var present: PublicKey?

    @Option(help: "Until every device has this peer at this endpoint.", transform: Condition.endpoint(parsing:))
    var endpoint: Condition?

    @Option(help: "How many seconds to wait.")
    var timeout: Int = 30

    @Flag(help: "Print one JSON object instead of a sentence.")
    var json = false

    @Option(
        name: .customLong("machine"), parsing: .singleValue, help: "A machine, as NAME=PROCESS. May be repeated.",
        transform: Machine.init(parsing:))
    var machines: [Machine]

    @Argument(parsing: .postTerminator, help: "The command that makes the change; none to just wait.")
    var command: [String] = []

    func run() async throws {
        let conditions = [absent.map(Condition.absent), present.map(Condition.present), endpoint].compactMap(\.self)
        guard let condition = conditions.first, conditions.count == 1 else {
            throw ValidationError("give one of --absent, --present and --endpoint")
        }
        var watch = try await Watch(machines, interface, until: condition)
        let result = try await watch.run(command, within: .seconds(timeout))
        print(json ? result.json : result.sentence)
        guard result.missing.isEmpty else { throw ExitCode.failure }
    }
}
