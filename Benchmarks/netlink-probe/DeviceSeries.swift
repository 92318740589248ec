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
        let configuration = try crowd.configuration()
        let fresh = DevicePlan(from: DeviceState(interface: interface), to: configuration, now: now)
        var figures = [
            try await Figure("configuration", size: size) { _ in _ = try crowd.configuration() },
            try await Figure("plan", size: size) { _ in
                let empty = DeviceState(interface: interface)
                try expect(DevicePlan(from: empty, to: configuration, now: now).peers.count == size)
            },
        ]
        let unheard = try KernelWireGuardDevice(interface, over: SilentKernel())
        figures.append(try await Figure("encode", size: size) { _ in try await unheard.apply(fresh) })

        let device = try KernelWireGuardDevice(interface, over: CountingTransport(tally))
        figures.append(
            try await Figure("fresh", size: size, prepare: { _ in try await makeAnew() }) { _ in
                try await device.apply(fresh)
            })
        let repetition = try crowd.repetition()
        figures.append(try await Figure("re-apply", size: size) { _ in try await device.apply(repetition) })
        figures.append(
            try await Figure("dump", size: size) { _ in try expect(try await device.state().peers.count == size) })
        figures += try await changes(of: device, configuration)
        try await backend.remove(interface)
        return figures
    }

    /// What is measured from a state that is known, as an agent keeps it.
    private func changes(of device: KernelWireGuardDevice, _ base: DeviceConfiguration) async throws -> [Figure] {
        let state = try await device.state()
        let unchanged = try await Figure("unchanged", size: crowd.size, prepare: { _ in tally.reset() }) { _ in
            try await device.apply(DevicePlan(from: state, to: base, now: now))
        }
        try expect(tally.sent == 0)

        var kept = state
        func change(_ indices: Range<Int>, isChanged: Bool = true) async throws {
            let wanted = try crowd.configuration(of: indices) { _ in isChanged }
            let plan = DevicePlan(from: kept, to: wanted, peers: wanted.peers.keys, now: now)
            try await device.apply(plan)
            kept.apply(plan)
        }
        tally.reset()
        let one = try await Figure("one change", size: crowd.size, touched: 1) { number in
            try await change(number..<number + 1)
        }
        try expect(tally.sent > 1 && tally.dumps == 0)

        let some = crowd.size / 10
        let tenth = try await Figure(
            "10 % changed", size: crowd.size, touched: some,
            prepare: { _ in try await change(0..<some, isChanged: false) }
        ) { _ in try await change(0..<some) }
        return [unchanged, one, tenth]
    }

    /// Makes the device what it is at the beginning, or with some peers changed, without measuring anything.
    func set(changed: Int) async throws {
        let (device, _) = try await backend.open(interface)
        let state = try await device.state()
        try await device.apply(DevicePlan(from: state, to: try crowd.configuration(changed: changed), now: now))
    }

    /// The device without peers. It is up, unless it has a key: then it would call its peers, and do nothing else for
    /// minutes.
    private func makeAnew() async throws {
        try await backend.remove(interface)
        let (_, link) = try await backend.open(interface)
        if crowd.privateKey == nil { try await link.apply(LinkPlan(steps: [.bringUp])) }
    }

    private func expect(_ condition: Bool, line: Int = #line) throws {
        guard condition else { throw NotAsExpected(line: line) }
    }

    struct NotAsExpected: Error, CustomStringConvertible {
        let line: Int
        var description: String { "what line \(line) of DeviceSeries.swift expects is not so" }
    }
}
