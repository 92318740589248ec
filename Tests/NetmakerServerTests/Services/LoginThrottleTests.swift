import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `The login throttle` {
    private let clock = VirtualClock()
    private let throttle: LoginThrottle

    init() { throttle = LoginThrottle(elapsed: clock.stopwatch()) }

    private func admit(_ user: String, from address: String) throws(TooManyAttempts) -> LoginThrottle.Admission {
        try throttle.admit(user, from: RequestSource(address: address))
    }

    /// Tries a wrong password.
    ///
    /// - Returns: how long to wait; nil when the try was looked at.
    private func wait(for user: String, from address: String = "192.0.2.1") -> Int? {
        do {
            _ = try admit(user, from: address)
            return nil
        } catch {
            return error.seconds
        }
    }

    /// Tries so many wrong passwords, each as soon as it is looked at.
    private func guess(_ count: Int, _ user: (Int) -> String = { _ in "alice" }) {
        for number in 0..<count {
            while let seconds = wait(for: user(number)) { clock.advance(by: .seconds(seconds)) }
        }
    }

    /// Spends what a source may get wrong for nothing, and so many more, by many names.
    private func mistype(beyondFree surplus: Int) {
        guess(LoginThrottle.freeTriesOfSource + surplus) { "user-\($0)" }
    }

    @Test func `lets people mistype`() {
        guess(LoginThrottle.freeTries - 1)

        #expect(wait(for: "alice") == nil)
    }

    @Test func `makes every further try wait twice as long`() {
        guess(LoginThrottle.freeTries - 1)
        for expected in [1, 2, 4, 8] {
            // It is looked at, and wrong; the next one has to wait.
            #expect(wait(for: "alice") == nil)
            #expect(wait(for: "alice") == expected + 1)
            clock.advance(by: .seconds(expected))
        }
    }

    @Test func `never makes anybody wait longer than five minutes`() {
        guess(100)

        #expect(wait(for: "alice") == 301)
    }

    @Test func `does not lock out a name that others guess`() {
        guess(10)

        #expect(wait(for: "alice", from: "192.0.2.2") == nil)
    }

    @Test func `slows who guesses one name from many places, and its owner never for long`() throws {
        for number in 0..<LoginThrottle.freeTriesOfAccount {
            #expect(wait(for: "alice", from: "198.51.100.\(number)") == nil)
        }
        #expect(wait(for: "alice", from: "203.0.113.1") == 2)
        for number in 0..<50 {
            while let seconds = wait(for: "alice", from: "2001:db8:0:\(number)::1") {
                #expect(seconds <= 33)
                clock.advance(by: .seconds(seconds))
            }
        }
        #expect(wait(for: "alice", from: "203.0.113.1") == 33)
        #expect(wait(for: "bob", from: "203.0.113.1") == nil)
    }

    @Test func `does not slow an owner whom it knows, whoever guesses their name elsewhere`() throws {
        throttle.countRight(try admit("alice", from: "192.0.2.1"))
        for number in 0..<LoginThrottle.freeTriesOfAccount + 1 {
            _ = wait(for: "alice", from: "198.51.100.\(number)")
        }

        #expect(wait(for: "alice", from: "192.0.2.2") != nil)
        #expect(wait(for: "alice", from: "192.0.2.1") == nil)
    }

    @Test func `stops a source that tries many names`() {
        for number in 0..<LoginThrottle.freeTriesOfSource { #expect(wait(for: "user-\(number)") == nil) }

        #expect(wait(for: "alice") != nil)
    }

    @Test func `forgets what was wrong once it is right`() throws {
        guess(LoginThrottle.freeTries - 1)
        throttle.countRight(try admit("alice", from: "192.0.2.1"))
        guess(1)

        #expect(wait(for: "alice") == nil)
    }

    @Test func `looks at no more tries that come at once than one after the other`() {
        let looked = (1...20).filter { _ in wait(for: "alice") == nil }

        #expect(looked.count == LoginThrottle.freeTries)
    }

    @Test func `counts nobody's right tries`() throws {
        for _ in 0..<100 { throttle.countRight(try admit("alice", from: "192.0.2.1")) }
    }

    @Test func `counts no try that was not ruled on`() throws {
        for _ in 0..<100 { throttle.forgive(try admit("alice", from: "192.0.2.1")) }
    }

    @Test func `makes nobody wait for a right try of somebody behind the same address`() throws {
        mistype(beyondFree: 8)
        clock.advance(by: LoginThrottle.longestWait)

        for number in 0..<20 { throttle.countRight(try admit("colleague-\(number)", from: "192.0.2.1")) }
        let cut = try admit("alice", from: "192.0.2.1")
        throttle.forgive(cut)

        #expect(wait(for: "alice") == nil)
        // And takes back none of the wrong ones.
        #expect(wait(for: "alice") ?? 0 > 100)
    }

    @Test func `keeps who guesses waiting though a right try came in between`() throws {
        mistype(beyondFree: 4)
        clock.advance(by: LoginThrottle.longestWait)
        let slow = try admit("alice", from: "192.0.2.1")
        clock.advance(by: LoginThrottle.longestWait)
        #expect(wait(for: "bob") == nil)

        throttle.countRight(slow)

        #expect(wait(for: "carol") ?? 0 > 30)
    }

    @Test func `forgets a wrong try after a while`() {
        mistype(beyondFree: 100)
        clock.advance(by: LoginThrottle.memory * 40)

        for number in 0..<LoginThrottle.freeTriesOfSource { #expect(wait(for: "user-\(number)") == nil) }
        #expect(wait(for: "alice") == 2)
    }

    @Test func `gains nobody a try who waits for being forgotten`() {
        guess(30)
        let start = clock.now
        guess(30)

        #expect(start.duration(to: clock.now) >= LoginThrottle.longestWait * 29)
    }

    @Test func `counts all of a network of IPv6 as one`() {
        for number in 0..<LoginThrottle.freeTries {
            #expect(wait(for: "alice", from: "2001:db8:0:1::\(number)") == nil)
        }

        #expect(wait(for: "alice", from: "2001:db8:0:1:ffff::1") != nil)
        #expect(wait(for: "alice", from: "2001:db8:0:2::1") == nil)
    }

    @Test func `counts addresses of IPv4 one by one, however a socket shows them`() {
        for number in 0..<LoginThrottle.freeTries {
            #expect(wait(for: "alice", from: number == 0 ? "192.0.2.1" : "::ffff:192.0.2.1") == nil)
        }

        #expect(wait(for: "alice", from: "::ffff:192.0.2.1") != nil)
        #expect(wait(for: "alice", from: "::ffff:192.0.2.2") == nil)
    }
}
