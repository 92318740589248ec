import Testing

@testable import NetmakerServer

@Suite struct `The login throttle` {
    private let throttle = LoginThrottle()
    private let start = ContinuousClock.now

    private func wait(for user: String, from source: String, at now: ContinuousClock.Instant) -> Int? {
        do {
            try throttle.admit(user, from: source, now: now)
            return nil
        } catch {
            return error.seconds
        }
    }

    @Test func `lets people mistype`() {
        for _ in 1..<LoginThrottle.freeTries { throttle.countWrong("alice", from: "192.0.2.1", now: start) }

        #expect(wait(for: "alice", from: "192.0.2.1", at: start) == nil)
    }

    @Test func `makes every further try wait twice as long`() {
        var now = start
        for expected in [1, 2, 4, 8] {
            let needed = expected == 1 ? LoginThrottle.freeTries : 1
            for _ in 0..<needed { throttle.countWrong("alice", from: "192.0.2.1", now: now) }
            #expect(wait(for: "alice", from: "192.0.2.1", at: now) == expected + 1)
            now += .seconds(expected)
            #expect(wait(for: "alice", from: "192.0.2.1", at: now) == nil)
        }
    }

    @Test func `never makes anybody wait longer than five minutes`() {
        for _ in 0..<100 { throttle.countWrong("alice", from: "192.0.2.1", now: start) }

        #expect(wait(for: "alice", from: "192.0.2.1", at: start) == 301)
    }

    @Test func `does not lock out a name that others guess`() {
        for _ in 0..<10 { throttle.countWrong("alice", from: "192.0.2.1", now: start) }

        #expect(wait(for: "alice", from: "192.0.2.2", at: start) == nil)
    }

    @Test func `stops a source that tries many names`() {
        for number in 0..<LoginThrottle.freeTriesOfSource {
            throttle.countWrong("user-\(number)", from: "192.0.2.1", now: start)
        }

        #expect(wait(for: "alice", from: "192.0.2.1", at: start) != nil)
    }

    @Test func `forgets what was wrong once it is right`() {
        for _ in 1..<LoginThrottle.freeTries { throttle.countWrong("alice", from: "192.0.2.1", now: start) }
        throttle.countRight("alice", from: "192.0.2.1")
        throttle.countWrong("alice", from: "192.0.2.1", now: start)

        #expect(wait(for: "alice", from: "192.0.2.1", at: start) == nil)
    }
}
