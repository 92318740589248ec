/// How many pings were sent, and how many came back.
struct Pings {
    let sent: Int
    let received: Int
}

extension TwoMachines.Machine {
    /// Pings an address for as long as `body` runs.
    ///
    /// - Parameter interval: how long between two pings, in seconds.
    func pings(to address: String, every interval: String, while body: () async throws -> Void) async throws -> Pings {
        let log = try await NetmakerWGTests.shell("mktemp").split(separator: "\n")[0]
        let id = try await shell("bash -c 'ping -n -i \(interval) \(address) >\(log) 2>&1 & echo $!'")
            .split(separator: "\n")[0]
        // Whatever happens, it is to end; it prints its sums then.
        let result: Result<Void, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        let said = try await NetmakerWGTests.shell(
            "sleep 0.2; kill -INT \(id); tail --pid=\(id) -f /dev/null; cat \(log); rm \(log)")
        try result.get()
        return try Pings(parsing: said)
    }
}

extension Pings {
    /// By its last lines: `100 packets transmitted, 99 received, 1% packet loss`.
    init(parsing text: String) throws {
        let line = text.split(separator: "\n").first { $0.contains("packets transmitted") }
        let numbers = (line ?? "").split(separator: " ").compactMap { Int($0) }
        guard numbers.count >= 2 else { throw ShellFailure(description: "no sums of pings: \(text)") }
        sent = numbers[0]
        received = numbers[1]
    }
}
