import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `The login throttle` {
    private let clock = VirtualClock()
    private let throttle: LoginThrottle

    init() { throttle = LoginThrottle(elapsed: clock.stopwatch()) }

    private func wait(for user: String, from source: String) -> Int? {
        do {
            try throttle.admit(user, from: source)
            return nil
        } catch {
            return error.seconds
        }
    }

    @Test func `lets people mistype`() {
        for _ in 1..<LoginThrottle.freeTries { throttle.countWrong("alice", from: "192.0.2.1") }

        #expect(wait(for: "alice", from: "192.0.2.1") == nil)
    }

    @Test func `makes every further try wait twice as long`() {
        for _ in 1..<LoginThrottle.freeTries { throttle.countWrong("alice", from: "192.0.2.1") }
        for expected in [1, 2, 4, 8] {
            // It is looked at, and wrong; the next one has to wait.
            #expect(wait(for: "alice", from: "192.0.2.1") == nil)
            #expect(wait(for: "alice", from: "192.0.2.1") == expected + 1)
            clock.advance(by: .seconds(expected))
        }
    }

    @Test func `never makes anybody wait longer than five minutes`() {
        for _ in 0..<100 { throttle.countWrong("alice", from: "192.0.2.1") }

        #expect(wait(for: "alice", from: "192.0.2.1") == 301)
    }

    @Test func `does not lock out a name that others guess`() {
        for _ in 0..<10 { throttle.countWrong("alice", from: "192.0.2.1") }

        #expect(wait(for: "alice", from: "192.0.2.2") == nil)
    }

    @Test func `stops a source that tries many names`() {
        for number in 0..<LoginThrottle.freeTriesOfSource {
            throttle.countWrong("user-\(number)", from: "192.0.2.1")
        }

        #expect(wait(for: "alice", from: "192.0.2.1") != nil)
    }

    @Test func `forgets what was wrong once it is right`() {
        for _ in 1..<LoginThrottle.freeTries { throttle.countWrong("alice", from: "192.0.2.1") }
        throttle.countRight("alice", from: "192.0.2.1")
        throttle.countWrong("alice", from: "192.0.2.1")

        #expect(wait(for: "alice", from: "192.0.2.1") == nil)
    }

    @Test func `looks at no more tries that come at once than one after the other`() {
        let looked = (1...20).filter { _ in wait(for: "alice", from: "192.0.2.1") == nil }

        #expect(looked.count == LoginThrottle.freeTries)
    }

    @Test func `counts nobody's right tries`() {
        for _ in 0..<100 {
            #expect(wait(for: "alice", from: "192.0.2.1") == nil)
            throttle.countRight("alice", from: "192.0.2.1")
        }
    }

    @Test func `counts no try that was not ruled on`() {
        for _ in 0..<100 {
            #expect(wait(for: "alice", from: "192.0.2.1") == nil)
            throttle.forgive("alice", from: "192.0.2.1")
        }
    }
}
