/// `peers-probe SIZE [NAME]`: what it takes to say, in a network of so many nodes, what each node is told; all of it, or
/// the one thing of a name.
///
/// Prints a line for each thing: its name, how often it was done, and the median of the microseconds it took, separated by
/// tabs.
@main
enum PeersProbe {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let size = arguments.first.flatMap({ Int($0) }), size >= 100 else { throw Usage() }
        let state = try Population.network(of: size)
        for measurement in Measurement.all where arguments.count < 2 || measurement.name == arguments[1] {
            let steps = try measurement.steps(state)
            for step in steps.prefix(Measurement.warmups) { try step() }
            var times: [Double] = []
            for step in steps.dropFirst(Measurement.warmups) {
                let took = try ContinuousClock().measure { try measured(step) }
                times.append(took / .microseconds(1))
            }
            times.sort()
            let median = (times[times.count / 2] * 1000).rounded() / 1000
            print("\(measurement.name)\t\(times.count)\t\(median)")
        }
    }

    struct Usage: Error, CustomStringConvertible {
        var description: String { "usage: peers-probe SIZE [NAME], with a SIZE of 100 or more" }
    }
}
