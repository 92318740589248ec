import NetmakerCore

/// Watches the machines' devices while a change is made.
struct Watch {
    private struct Pending {
        let machine: String
        let reader: any DeviceReader
    }

    /// How often the devices are read.
    private static let period: Duration = .milliseconds(5)
    /// A round ends at so many devices that do not have the change: they alone say that it is not over, and reading all
    /// the others would take the processors from the agents being measured.
    private static let misses = 4

    private let condition: Condition
    private var pending: [Pending] = []
    // CLOCK_MONOTONIC, on Linux.
    private let clock = SuspendingClock()

    /// Connects to the device of every machine, before any clock runs.
    init(_ machines: [Machine], _ interface: InterfaceName, until condition: Condition) async throws {
        self.condition = condition
        for machine in machines {
            let reader: any DeviceReader =
                if let userspace = try UserspaceReader(machine, interface) {
                    userspace
                } else {
                    try await KernelReader(machine, interface)
                }
            pending.append(Pending(machine: machine.name, reader: reader))
        }
    }

    /// Starts the change and the clock, and returns when all devices have it or the time is over.
    ///
    /// - Throws: what the change throws.
    consuming func run(_ change: @escaping Change, within limit: Duration) async throws -> Convergence {
        let clock = clock
        let start = clock.now
        async let changeTime = clock.measure { try await change() }
        var times: [Duration] = []
        while !pending.isEmpty, clock.now - start < limit {
            let round = clock.now
            times += try await readRound(since: start)
            guard !pending.isEmpty else { break }
            try await clock.sleep(until: round + Self.period)
        }
        return Convergence(times: times, missing: pending.map(\.machine), change: try await changeTime)
    }

    /// Reads on from where the last round ended. A device that has the change is not read again.
    ///
    /// - Returns: when each of those that have it was seen to.
    private mutating func readRound(since start: SuspendingClock.Instant) async throws -> [Duration] {
        var times: [Duration] = []
        var missed: [Pending] = []
        while let next = pending.first, missed.count < Self.misses {
            pending.removeFirst()
            if try await next.reader.meets(condition) {
                times.append(clock.now - start)
            } else {
                missed.append(next)
            }
        }
        pending += missed
        return times
    }
}
