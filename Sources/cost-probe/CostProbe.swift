internal import Synchronization

/// `cost-probe SIZE`: does every command many times on a server with so many nodes, for callgrind to count the
/// instructions. Says what it did, a line each: the name, a tab, and how often.
@main
enum CostProbe {
    static func main() throws {
        guard let size = CommandLine.arguments.dropFirst().first.flatMap({ Int($0) }), size >= 1000 else {
            throw Usage()
        }
        let executor = OneThread()
        let scene = try Scene(size: size, on: executor)
        for measurement in Measurement.all {
            let prepared = Mutex<[Measurement.Step]>([])
            let done = Mutex(0)
            executor.start {
                let steps = try await measurement.steps(scene)
                for step in steps.prefix(Measurement.warmups) { try await step() }
                prepared.withLock { $0 = Array(steps.dropFirst(Measurement.warmups)) }
            }
            executor.drain()
            executor.start {
                for step in prepared.withLock({ $0 }) {
                    try await step()
                    done.withLock { $0 += 1 }
                }
            }
            measured(executor)
            let count = done.withLock { $0 }
            guard count == Measurement.repetitions else { throw Unfinished(name: measurement.name, count: count) }
            print("\(measurement.name)\t\(count)")
        }
    }

    struct Usage: Error, CustomStringConvertible {
        var description: String { "usage: cost-probe SIZE, of 1000 or more" }
    }

    struct Unfinished: Error, CustomStringConvertible {
        let name: String
        let count: Int
        var description: String { "\(name) was done \(count) times and not \(Measurement.repetitions)" }
    }
}
