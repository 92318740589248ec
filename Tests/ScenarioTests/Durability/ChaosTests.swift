import FoundationEssentials
import Glibc
import NetmakerTesting
import Testing

extension `What a server promises` {
    @Suite(.timeLimit(.minutes(60))) struct `A server that is killed at any moment` {
        /// How many kills, `NM_CHAOS_KILLS`; few by themselves: `Scripts/chaos` asks for more.
        private static let kills = number("NM_CHAOS_KILLS") ?? 3
        /// What the moments are drawn from, `NM_CHAOS_SEED`. The same moments come again; what clients do then differs.
        private static let seed = number("NM_CHAOS_SEED") ?? UInt64(Date().timeIntervalSince1970)

        @Test func `keeps all it acknowledged, and nothing by halves`() async throws {
            let house = try ServerHouse()
            let chaos = Chaos(house: house)
            var random = SeededGenerator(seed: Self.seed)
            var deaths = ChaosTable()
            try await chaos.prepare()
            for round in 1...Int(Self.kills) {
                let point = CrashPoint.next(round, using: &random)
                do {
                    let kind = try await chaos.round(point, seed: random.next(), log: "server.log")
                    deaths.count(kind, point)
                    if round % 8 == 1 { try await DatabaseCopy(of: house.database).check() }
                } catch {
                    Issue.record("kill \(round) of seed \(Self.seed), \(point), in \(house.folder.path): \(error)")
                    return
                }
            }
            do {
                try await chaos.conclude()
            } catch {
                Issue.record("after \(Self.kills) kills of seed \(Self.seed), in \(house.folder.path): \(error)")
                return
            }
            let (acknowledged, unanswered) = (await chaos.ledger.acknowledged, await chaos.ledger.unanswered)
            print(deaths.text(seed: Self.seed, acknowledged: acknowledged, unanswered))
            // That it was killed at work, and at every kind of step: all that is looked at else holds of an idle server
            // too.
            #expect(acknowledged > Int(Self.kills))
            if Self.kills >= 500 { #expect(deaths.kinds == CrashPoint.reachable) }
            house.folder.remove()
        }

        private static func number(_ name: String) -> UInt64? { getenv(name).flatMap { UInt64(String(cString: $0)) } }
    }
}
