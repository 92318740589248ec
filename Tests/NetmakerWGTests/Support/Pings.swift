import NetmakerWG
import Testing

/// How many pings were sent, and how many were answered.
struct Pings {
    let sent: Int
    let received: Int
}

extension TwoMachines.Machine {
    /// Pings an address for as long as `body` runs, and once more then.
    ///
    /// - Parameters:
    ///   - interval: how long between two pings, in seconds.
    ///   - seconds: how long the last may take.
    /// - Throws: when the last is not answered.
    func pings(
        to address: String, every interval: String, atLastWithin seconds: Int = 5, while body: () async throws -> Void
    ) async throws -> Pings {
        let pings = try await start("ping -n -i \(interval) \(address)")
        let result: Result<String, any Error>
        do {
            _ = try await pings.firstLine(containing: "bytes from")
            try await body()
            // It says how many it has sent so far. Whichever is answered after that has overtaken none of those.
            try await NetmakerWGTests.shell("kill -QUIT \(pings.id)")
            let said = try await pings.firstLine(containing: " packets, ")
            try await shell("ping -n -q -c 1 -W \(seconds) \(address)")
            result = .success(said)
        } catch {
            result = .failure(error)
        }
        // Whatever happened, it is to end.
        let answers = try await pings.stop()
        return try Pings(answers: answers, sums: result.get())
    }
}

extension Pings {
    /// - Parameters:
    ///   - answers: lines such as `64 bytes from 10.10.0.2: icmp_seq=7 ttl=64 time=0.1 ms`. Those to pings that were
    ///     sent after the sums do not count: the last may still be on its way.
    ///   - sums: a line such as `7/7 packets, 0% loss, min/avg/ewma/max = 0.1/0.1/0.1/0.1 ms`.
    init(answers: String, sums: String) throws {
        guard let match = sums.firstMatch(of: /([0-9]+)\/[0-9]+ packets/), let sent = Int(match.output.1) else {
            throw ShellFailure(description: "these are no sums of ping: \(sums)")
        }
        let numbers = answers.matches(of: /bytes from .*icmp_seq=([0-9]+)/).compactMap { Int($0.output.1) }
        self.sent = sent
        received = Set(numbers).count { $0 <= sent }
    }
}

@Suite(.enabled(if: Machine.mayMakeNamespaces, "needs root")) struct `Pings between machines` {
    @Test func `that are all answered are counted to the last`() async throws {
        try await TwoMachines.running { machines in
            let left = machines.left
            let pings = try await left.pings(to: machines.right.underlay, every: "0.01") {
                try await left.shell("ping -n -q -i 0.01 -c 20 \(machines.right.underlay)")
            }
            #expect(pings.sent >= 20)
            #expect(pings.received == pings.sent)
        }
    }

    @Test func `that are not answered for a while, or any more, are lost`() async throws {
        try await TwoMachines.running { machines in
            let (left, right) = (machines.left, machines.right)
            let pings = try await left.pings(to: right.underlay, every: "0.01") {
                try await right.shell("sysctl -q -w net.ipv4.icmp_echo_ignore_all=1")
                try await left.shell("ping -n -q -i 0.01 -c 5 -W 1 \(right.underlay) || true")
                try await right.shell("sysctl -q -w net.ipv4.icmp_echo_ignore_all=0")
            }
            #expect(pings.received < pings.sent)
            await #expect(throws: ShellFailure.self) {
                _ = try await left.pings(to: right.underlay, every: "0.01", atLastWithin: 1) {
                    try await right.shell("sysctl -q -w net.ipv4.icmp_echo_ignore_all=1")
                }
            }
        }
    }
}
