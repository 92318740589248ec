internal import ArgumentParser

/// `control-probe`: what `Scripts/bench control` measures of a server: on its own control plane, or as its clients.
///
/// Prints a line for each number: its name with the unit at the end, a space, and the number.
@main
struct ControlProbe: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "control-probe", abstract: "Measure a control plane.",
        subcommands: [Fill.self, Changes.self, Joins.self, Requests.self])
}
