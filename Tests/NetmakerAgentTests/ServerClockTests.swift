import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAgent

@Suite struct `The server's time` {
    private let saved = Samples.time

    @Test func `goes on from what the server last said`() {
        var clock = ServerClock(saved: nil, local: .earliest, elapsed: .seconds(5))
        clock.hear(saved, at: .seconds(10))
        #expect(clock.now(at: .seconds(70)) == saved + .seconds(60))
    }

    @Test func `is the machine's own where that fits the last word of an earlier run`() {
        let local = saved + .seconds(3600)
        #expect(ServerClock(saved: saved, local: local, elapsed: .zero).now(at: .seconds(1)) == local + .seconds(1))
    }

    @Test(arguments: [Timestamp(millisecondsSince1970: 0), Samples.time + .seconds(367 * 86_400)])
    func `goes on from that word where the machine's own cannot be right`(_ local: Timestamp) {
        #expect(ServerClock(saved: saved, local: local, elapsed: .zero).now(at: .seconds(1)) == saved + .seconds(1))
    }

    @Test func `is the machine's own when nothing else is known`() {
        let clock = ServerClock(saved: nil, local: saved, elapsed: .zero)
        #expect(clock.now(at: .zero) == saved)
    }
}
