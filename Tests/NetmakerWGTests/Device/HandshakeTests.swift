import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@Suite struct `Handshakes` {
    @Test func `are told once each, as they come, the earlier first`() async throws {
        let device = FakeWireGuardDevice(try interface("nm-test"))
        let (one, two) = (try publicKey(1), try publicKey(2))
        try await device.apply(DevicePlan(peers: [PeerChange(.add, one), PeerChange(.add, two)]))
        // One that was there before is no news.
        await device.alter { $0.peers[one]?.lastHandshake = .ago(100) }

        let clock = SteppingClock { number in
            switch number {
            case 1:
                await device.alter {
                    $0.peers[one]?.lastHandshake = .ago(20)
                    $0.peers[two]?.lastHandshake = .ago(30)
                }
            case 4: await device.alter { $0.peers[two]?.lastHandshake = .ago(10) }
            default: break
            }
        }
        var handshakes = device.handshakes(clock: clock).makeAsyncIterator()
        #expect(try await handshakes.next() == Handshake(peer: two, time: .ago(30)))
        #expect(try await handshakes.next() == Handshake(peer: one, time: .ago(20)))
        #expect(try await handshakes.next() == Handshake(peer: two, time: .ago(10)))
    }

    @Test func `end with the device`() async throws {
        let device = FakeWireGuardDevice(try interface("nm-test"))
        var handshakes = device.handshakes(clock: SteppingClock { _ in await device.vanish() }).makeAsyncIterator()
        let error = await #expect(throws: WireGuardError.self) { try await handshakes.next() }
        #expect(error?.code == .interfaceGone)
    }
}

/// A clock whose sleepers never wait: what happens meanwhile is done at once.
private struct SteppingClock: Clock {
    typealias Instant = ContinuousClock.Instant

    private let count = Counter()
    private let body: @Sendable (Int) async -> Void

    init(_ body: @escaping @Sendable (Int) async -> Void) {
        self.body = body
    }

    var now: Instant { ContinuousClock().now }
    var minimumResolution: Duration { .zero }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        await body(await count.next())
    }

    private actor Counter {
        private var number = 0

        func next() -> Int {
            number += 1
            return number
        }
    }
}
