/// `peers-probe SIZE REPETITIONS`: what it takes to say, in a network of so many nodes, what each node is told.
///
/// Prints a line for each thing: its name, how often it was done, and the median of the microseconds it took, separated
/// by tabs.
@main
enum PeersProbe {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        guard arguments.count == 2, arguments[0] >= 100, 1...25 ~= arguments[1] else { throw Usage() }
        let state = try Population.network(of: arguments[0])
        for measurement in Measurement.all {
            let steps = try measurement.steps(state, 0..<Measurement.warmups + arguments[1])
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
        var description: String { "usage: peers-probe SIZE REPETITIONS, of 100 or more and of 1 to 25" }
    }
}
