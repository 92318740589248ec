import NetmakerTesting
import Testing

@testable import NetmakerAgent

@Suite struct `A backoff` {
    @Test func `doubles to its bound, and spreads the upper half`() {
        var backoff = Backoff(shortest: .seconds(1), longest: .seconds(8))
        var generator = SeededGenerator(seed: 3)
        for bound in [1, 2, 4, 8, 8, 8] {
            let wait = backoff.next(using: &generator)
            #expect(wait >= .seconds(bound) / 2)
            #expect(wait <= .seconds(bound))
        }
    }

    @Test func `begins anew after an answer`() {
        var backoff = Backoff(shortest: .seconds(1), longest: .seconds(8))
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<5 { _ = backoff.next(using: &generator) }
        backoff.reset()
        #expect(backoff.next(using: &generator) <= .seconds(1))
    }

    @Test func `never overflows`() {
        var backoff = Backoff()
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<1000 { #expect(backoff.next(using: &generator) <= .seconds(60)) }
    }

    @Test(arguments: [(Duration.seconds(9), false), (.seconds(10), true)])
    func `begins anew after a session that lasted, not after one that soon broke`(
        duration: Duration, isReset: Bool
    ) {
        var backoff = Backoff(shortest: .seconds(1), longest: .seconds(64))
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<5 { _ = backoff.next(using: &generator) }
        backoff.reset(afterSessionOf: duration)
        #expect((backoff.next(using: &generator) <= .seconds(1)) == isReset)
    }
}
