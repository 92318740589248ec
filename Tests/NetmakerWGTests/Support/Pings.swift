/// How many pings were sent, and how many were answered.
struct Pings {
    let sent: Int
    let received: Int
}

extension TwoMachines.Machine {
    /// Pings an address for as long as `body` runs.
    ///
    /// - Parameter interval: how long between two pings, in seconds.
    func pings(to address: String, every interval: String, while body: () async throws -> Void) async throws -> Pings {
        let pings = try await start("ping -n -i \(interval) \(address)")
        // Whatever happens, it is to end; it prints its sums then.
        let result: Result<Void, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        let said = try await pings.stop()
        try result.get()
        return try Pings(parsing: said)
    }
}

extension Pings {
    /// By the lines of the answers: `64 bytes from 10.10.0.2: icmp_seq=7 ttl=64 time=0.1 ms`. The last pings may still
    /// have been on their way when it was told to end, so what counts was sent before the last that was answered.
    init(parsing text: String) throws {
        let numbers = text.split(separator: "\n").compactMap { line -> Int? in
            guard line.contains("bytes from"), let start = line.firstRange(of: "icmp_seq=")?.upperBound else {
                return nil
            }
            return Int(line[start...].prefix { $0.isNumber })
        }
        guard let last = numbers.max() else { throw ShellFailure(description: "no ping was answered: \(text)") }
        sent = last
        received = Set(numbers).count
    }
}
