internal import NetmakerCore
internal import NetmakerWG

/// One device, and everything that is measured of it.
struct DeviceSeries {
    private let interface: InterfaceName
    private let crowd: Crowd
    private let backend = KernelBackend()
    private let tally = Tally()
    /// No peer is live, then or ever.
    private let now = Timestamp(millisecondsSince1970: 1_767_225_600_000)

    init(_ interface: InterfaceName, _ crowd: Crowd) {
        self.interface = interface
        self.crowd = crowd
    }

    /// Each operation, in an order in which one leaves what the next needs.
    func figures() async throws -> [Figure] {
        let size = crowd.size
        let peers = try crowd.peers(0..<size)
        let configuration = crowd.configuration(peers)
        let empty = DeviceState(interface: interface)
        let fresh = DevicePlan(from: empty, to: configuration, now: now)
        let repetition = try crowd.repetition()
        let unheard = try KernelWireGuardDevice(interface, over: SilentKernel())
        let device = try KernelWireGuardDevice(interface, over: CountingTransport(tally))

        var figures = [
            try await Figure("configuration", size: size) { _ in
                try expect(crowd.configuration(peers).peers.count == size)
            },
            try await Figure("plan", size: size) { _ in
                try expect(DevicePlan(from: empty, to: configuration, now: now).peers.count == size)
            },
            try await Figure("encode", size: size) { _ in try await unheard.apply(fresh) },
        ]
        if crowd.privateKey == nil {
            figures.append(
                try await Figure("fresh, up", size: size, prepare: { _ in try await makeAnew([.bringUp]) }) { _ in
                    try await device.apply(fresh)
                })
        }
        figures += [
            try await Figure("fresh", size: size, prepare: { _ in try await makeAnew() }) { _ in
                try await device.apply(fresh)
            },
            try await Figure("re-apply", size: size) { _ in try await device.apply(repetition) },
            try await Figure("dump", size: size) { _ in try expect(try await device.state().peers.count == size) },
        ]
        figures += try await changes(of: device, configuration)
        try await backend.remove(interface)
        return figures
    }

    /// What is measured of a device that has all peers.
    private func changes(of device: KernelWireGuardDevice, _ base: DeviceConfiguration) async throws -> [Figure] {
        let size = crowd.size
        var kept = try await device.state()
        let unchanged = try await Figure("unchanged", size: size, prepare: { _ in tally.reset() }) { _ in
            try await device.apply(DevicePlan(from: kept, to: base, now: now))
        }
        try expect(tally.sent == 0)

        // As an agent does it: it is told who has changed, and keeps the state that it applied last.
        func take(_ peers: [PublicKey: PeerConfiguration]) async throws {
            let plan = DevicePlan(from: kept, to: crowd.configuration(peers), peers: peers.keys, now: now)
            try await device.apply(plan)
            kept.apply(plan)
        }
        var changes: [Figure] = []
        let kinds: [(name: String, touched: Int, change: Crowd.Change)] = [
            ("one moved", 1, .moved), ("one readdressed", 1, .readdressed), ("10 % changed", size / 10, .readdressed),
        ]
        for (name, touched, change) in kinds {
            let before = try crowd.peers(0..<touched)
            let after = try crowd.peers(0..<touched) { _ in change }
            let figure = try await Figure(
                name, size: size, touched: touched,
                prepare: { _ in
                    try await take(before)
                    tally.reset()
                }
            ) { _ in try await take(after) }
            try expect(tally.sent > 0 && tally.dumps == 0)
            changes.append(figure)
        }

        // As wg syncconf does it: nothing is known, and all is wanted.
        let all = try crowd.peers(0..<size)
        let other = crowd.configuration(try crowd.peers(0..<size) { $0 == 0 ? .readdressed : .nothing })
        let synchronization = try await Figure(
            "one readdressed, unknown", size: size,
            prepare: { _ in
                kept = try await device.state()
                try await take(all)
            }
        ) { _ in
            let state = try await device.state()
            try await device.apply(DevicePlan(from: state, to: other, now: now))
        }
        return [unchanged] + changes + [synchronization]
    }

    /// Makes the device what it is at the beginning, or with some peers changed, without measuring anything.
    func set(changed: Int) async throws {
        let (device, _) = try await backend.open(interface)
        let wanted = crowd.configuration(try crowd.peers(0..<crowd.size) { $0 < changed ? .readdressed : .nothing })
        try await device.apply(DevicePlan(from: try await device.state(), to: wanted, now: now))
    }

    /// The device without peers. It is down: one that is up calls each peer, which wakes another thread, and with a key
    /// it does nothing else for minutes.
    private func makeAnew(_ steps: [LinkChange] = []) async throws {
        try await backend.remove(interface)
        let (_, link) = try await backend.open(interface)
        try await link.apply(LinkPlan(steps: steps))
    }

    private func expect(_ condition: Bool, line: Int = #line) throws {
        guard condition else { throw NotAsExpected(line: line) }
    }

    struct NotAsExpected: Error, CustomStringConvertible {
        let line: Int
        var description: String { "what line \(line) of DeviceSeries.swift expects is not so" }
    }
}
