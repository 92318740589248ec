public import NetmakerCore

/// A handshake that was completed with a peer: a session begins, or goes on under new keys.
public struct Handshake: Hashable, Sendable {
    /// With whom.
    public let peer: PublicKey
    /// When.
    public let time: Timestamp

    /// A handshake.
    public init(peer: PublicKey, time: Timestamp) {
        self.peer = peer
        self.time = time
    }
}

/// The handshakes of a device, as they are completed.
///
/// No implementation tells of a handshake by itself, so the device is read again and again while somebody iterates. Of
/// several handshakes with one peer between two readings only the last is told. A session in use is renewed after two
/// minutes (REKEY_AFTER_TIME), and good for three (REJECT_AFTER_TIME); those that follow each other within seconds are
/// of a peer that was started anew, or lost a packet.
public struct Handshakes: AsyncSequence, Sendable {
    private let device: any WireGuardDevice
    private let interval: Duration
    private let clock: any Clock<Duration>

    fileprivate init(of device: any WireGuardDevice, every interval: Duration, clock: any Clock<Duration>) {
        self.device = device
        self.interval = interval
        self.clock = clock
    }

    /// Iterates over the handshakes that are completed after its first reading, which the first call of `next()` makes.
    public func makeAsyncIterator() -> Iterator {
        Iterator(handshakes: self)
    }

    /// Reads the device until there is something to tell.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let handshakes: Handshakes
        /// The last handshake of each peer that had one; nil before the first reading.
        private var known: [PublicKey: Timestamp]?
        private var untold: [Handshake] = []

        fileprivate init(handshakes: Handshakes) {
            self.handshakes = handshakes
        }

        /// The next handshake, the earliest first.
        ///
        /// - Throws: what ``WireGuardDevice/state()`` throws, and `CancellationError`. There is no other end.
        public mutating func next() async throws -> Handshake? {
            if known == nil { known = try await read() }
            while untold.isEmpty {
                try await handshakes.clock.sleep(for: handshakes.interval)
                let now = try await read()
                untold = now.filter { known?[$0.key] != $0.value }
                    .map { Handshake(peer: $0.key, time: $0.value) }
                    .sorted { ($0.time, $0.peer) > ($1.time, $1.peer) }
                known = now
            }
            return untold.removeLast()
        }

        private func read() async throws -> [PublicKey: Timestamp] {
            try await handshakes.device.state().peers.mapValues(\.lastHandshake).compactMapValues(\.self)
        }
    }
}

extension WireGuardDevice {
    /// The handshakes that are completed from the moment on when somebody first waits for one: until then nothing is
    /// read.
    ///
    /// - Parameters:
    ///   - interval: how often the device is read while somebody waits for the next.
    ///   - clock: by which that is measured.
    public func handshakes(
        every interval: Duration = .seconds(1), clock: any Clock<Duration> = ContinuousClock()
    ) -> Handshakes {
        Handshakes(of: self, every: interval, clock: clock)
    }
}
