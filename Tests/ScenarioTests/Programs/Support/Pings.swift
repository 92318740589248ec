import Glibc

/// Pings that go on while something happens, fifty a second.
struct Pings {
    private let program: Program

    /// Returns when the first have been answered.
    init(from machine: WorldMachine, to address: String, log: String) async throws {
        program = try await machine.namespace.start(
            ["ping", "-n", "-D", "-i", "0.02", address], log: "\(machine.folder)/\(log).log")
        try await program.says("icmp_seq=3 ")
    }

    /// What has been answered, and when.
    struct Record {
        /// The numbers of those that were answered, each with the seconds since 1970.
        let answers: [Int: Double]

        init(parsing text: String) {
            var answers: [Int: Double] = [:]
            // [1767225600.123456] 64 bytes from 10.20.0.2: icmp_seq=3 ttl=64 time=0.5 ms
            for line in text.split(separator: "\n") where line.contains("bytes from") {
                guard let time = Double(line.dropFirst().prefix { $0 != "]" }),
                    let number = line.split(separator: "icmp_seq=").last.flatMap({ Int($0.prefix { $0 != " " }) })
                else { continue }
                answers[number] = time
            }
            self.answers = answers
        }

        /// Those that were never answered though later ones were.
        var lost: [Int] { (1...max(1, answers.keys.max() ?? 1)).filter { answers[$0] == nil } }

        /// The longest time without an answer.
        var longestGap: Duration {
            let times = answers.values.sorted()
            return .milliseconds(Int((zip(times, times.dropFirst()).map { $1 - $0 }.max() ?? 0) * 1000))
        }
    }

    /// Ends them, once what was asked last has had time to be answered.
    func end() async throws -> Record {
        let before = Record(parsing: try program.said).answers.keys.max() ?? 0
        try await eventually("pings are answered", within: .seconds(30)) {
            (Record(parsing: try program.said).answers.keys.max() ?? 0) > before + 10
        }
        try await program.stop(SIGINT)
        return Record(parsing: try program.said)
    }
}
