import FoundationEssentials
import Glibc
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

extension `What a server promises` {
    @Suite(.timeLimit(.minutes(60))) struct `A first start that is interrupted` {
        /// How many interruptions, `NM_CHAOS_STARTS`.
        private static let starts = getenv("NM_CHAOS_STARTS").flatMap { Int(String(cString: $0)) } ?? 3
        private static let seed = getenv("NM_CHAOS_SEED").flatMap { UInt64(String(cString: $0)) }

        @Test func `is made good by the next, wherever it was`() async throws {
            let seed = Self.seed ?? UInt64(Date().timeIntervalSince1970)
            var random = SeededGenerator(seed: seed)
            let points = try await Self.points()
            #expect(points.count > 150)
            var deaths = 0
            for number in 0..<Self.starts {
                // Each once, as far as there are so many, in an order of the seed's.
                var point = points[(number * 97 + Int(seed % 97)) % points.count]
                point.loss = .random(using: &random)
                let house = try ServerHouse()
                do {
                    if try await Self.interrupt(house, at: point) { deaths += 1 }
                } catch {
                    Issue.record("seed \(seed), \(point), in \(house.folder.path): \(error)")
                    return
                }
                house.folder.remove()
            }
            #expect(deaths > Self.starts / 2, "seed \(seed): of \(Self.starts) starts \(deaths) were interrupted")
        }

        /// All that a first start comes by.
        private static func points() async throws -> [CrashPoint] {
            let house = try ServerHouse()
            defer { house.folder.remove() }
            let server = try await house.start(crash: [:])
            try #require(try await server.isReady())
            let tally = house.tally
            try await server.stop(SIGKILL)
            return CrashPoint.Kind.allCases.flatMap { kind in
                (0..<tally[kind]).flatMap { index in
                    kind.moments.map { moment in
                        CrashPoint(kind: kind, moment: moment, count: index + 1, loss: .process, fromStart: true)
                    }
                }
            }
        }

        /// - Returns: whether it came to that point; otherwise it is killed when it serves.
        private static func interrupt(_ house: ServerHouse, at point: CrashPoint) async throws -> Bool {
            let first = try await house.start(crash: point.environment)
            // What it does last may be done after it said that it is ready.
            if try await first.isReady(), try await !first.diesSoon() { try await first.stop(SIGKILL) }
            try await first.ended()
            let wasHit = house.tally.hit == point.kind
            let pin = try? house.pin

            let second = try await house.start(log: "second.log")
            guard try await second.isReady() else { throw Broken("it does not start:\n\(second.words)") }
            if let pin, try house.pin != pin { throw Broken("it was known by \(pin), and now is another") }
            // The code makes the first admin, whose session opens what the server holds: nothing.
            let token = try await house.setUp()
            let networks = try await house.withClient(token: token) { try await $0.networks() }
            guard networks.isEmpty else { throw Broken("it begins with \(networks)") }
            try await second.stop(SIGKILL)
            try await DatabaseCopy(of: house.database).check()
            return wasHit
        }
    }
}

extension ChildProgram {
    /// Whether it ends within the time of a few system calls.
    fileprivate func diesSoon() async throws -> Bool {
        for _ in 0..<40 where !hasEnded { try await Task.sleep(for: .milliseconds(5)) }
        return hasEnded
    }
}
