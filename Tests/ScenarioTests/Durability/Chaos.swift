import FoundationEssentials
import Glibc
import NetmakerAPI
import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting

/// A server that is killed again and again while clients are at it, and what it promises looked at after each restart.
struct Chaos: Sendable {
    let house: ServerHouse
    let ledger = Ledger()
    private let numbers = ChaosClient.Numbers()
    private let watchers = [MeshAgent(number: 4), MeshAgent(number: 5)]

    /// Everything that clients share, made before the first kill.
    func prepare() async throws {
        let server = try await house.start()
        guard try await server.isReady() else { throw Broken("the first start failed:\n\(server.words)") }
        let token = try await house.setUp()
        await ledger.add(token)
        let agents = try house.agents
        try await house.withClient(token: token) { client in
            let request = CreateNetworkRequest(
                name: ChaosClient.shared, ipv4Range: try IPv4Prefix(parsing: "10.99.0.0/27"),
                ipv6Range: try IPv6Prefix(parsing: "fd00:99::/64"))
            _ = try await client.createNetwork(request)
            let created = try await client.createAccessKey(
                of: ChaosClient.shared, CreateAccessKeyRequest(uses: .limited(9)))
            let secret = try Secret(parsing: created.key.revealed())
            await ledger.remember(secret, of: created.accessKey.id)
            for watcher in watchers { try await watcher.join(ChaosClient.shared, with: secret, via: agents) }
            for network in try await client.everything().values { await ledger.put(network) }
        }
        try await server.stop(SIGKILL)
    }

    /// One life of the server: it is looked at, and then killed at work.
    ///
    /// - Returns: what it died of.
    /// - Throws: `Broken`.
    func round(_ point: CrashPoint, seed: UInt64, log: String) async throws -> CrashPoint.Kind {
        let told = await published()
        let server = try await house.start(crash: point.environment, log: log)
        guard try await server.isReady() else { return try await death(of: server) }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                do {
                    for watcher in watchers { group.addTask { try await watch(watcher) } }
                    try await check(told)
                    // Who counts from the start is not waiting for it, and would die of it.
                    if !point.fromStart { try await server.arm() }
                    let token = try await token()
                    for number in 1...3 {
                        let client = ChaosClient(number: number, house: house, ledger: ledger, numbers: numbers)
                        group.addTask { try await client.run(token: token, seed: seed &+ UInt64(number)) }
                    }
                    try await end(of: server, within: .milliseconds(1500))
                } catch {
                    server.signal(SIGKILL)
                    throw error
                }
                try await group.waitForAll()
            }
        } catch let error as Broken {
            throw error
        } catch {
            // It may have died while it was being looked at.
            try await server.ended()
            guard point.fromStart, house.tally.hit != nil else { throw error }
        }
        return try await death(of: server)
    }

    /// Looks at what is left after the last kill, and that no address was lost: as many machines fit into the network
    /// as into one that was never hurt.
    func conclude() async throws {
        let told = await published()
        let server = try await house.start(log: "last.log")
        guard try await server.isReady() else { throw Broken("the last start failed:\n\(server.words)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for watcher in watchers { group.addTask { try await watch(watcher) } }
            let outcome: Result<Void, any Error>
            do {
                try await check(told)
                outcome = .success(try await fill())
            } catch {
                outcome = .failure(error)
            }
            try await server.stop()
            try outcome.get()
            try await group.waitForAll()
        }
    }

    // MARK: Death

    private func end(of server: ChildProgram, within limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        while !server.hasEnded, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(5)) }
        server.signal(SIGKILL)
    }

    private func death(of server: ChildProgram) async throws -> CrashPoint.Kind {
        guard try await server.wasKilled() else { throw Broken("the server ended by itself:\n\(server.words)") }
        if let hit = house.tally.hit { return hit }
        // Killed from here, since it did not come to its point.
        guard server.words.contains("\nready\n") else { throw Broken("the server does not start:\n\(server.words)") }
        return .time
    }

    // MARK: What it promises

    /// How far each watcher was told the network is.
    private func published() async -> [PeerMap?] {
        var maps: [PeerMap?] = []
        for watcher in watchers { maps.append(await watcher.map) }
        return maps
    }

    private func token() async throws -> ConfidentialText {
        guard let token = await ledger.tokens.last else { throw Broken("nobody is logged in") }
        return token
    }

    private func check(_ told: [PeerMap?]) async throws {
        let agents = try house.agents
        try await house.withClient(token: token()) { client in
            let found = try await client.everything()
            for (network, key, joiner) in try await ledger.reconcile(found) {
                do {
                    try await ChaosClient.join(network, by: key, joiner, agents, ledger, client: 0)
                } catch let error as AgentProtocolError where error.code == .refused {
                    await ledger.withdraw(by: 0)
                }
            }
            guard let shared = found[ChaosClient.shared] else { throw Broken("the shared network is gone") }
            for map in told.compactMap(\.self) where map.epoch != shared.epoch || map.revision > shared.revision {
                throw Broken("an agent was told revision \(map.revision), and the server knows \(shared.revision)")
            }
            for (watcher, map) in zip(watchers, told) { try await expectConverged(watcher, was: map, client) }
        }
        let tokens = await ledger.tokens
        for token in tokens.suffix(4) {
            do {
                _ = try await house.withClient(token: token) { try await $0.networks() }
            } catch let error as APIError where error.code == .problem {
                throw Broken("a session that was opened is none: \(error)")
            }
        }
    }

    private struct Told: Hashable {
        let id: NodeID
        let name: NodeName
        let ipv4: IPv4Address?
        let ipv6: IPv6Address?
    }

    private func expectConverged(_ watcher: MeshAgent, was map: PeerMap?, _ client: ControlPlaneClient) async throws {
        let id = await watcher.node
        var told: Set<Told> = []
        var there: Set<Told> = []
        do {
            try await eventually("agent \(watcher.number) has everything") {
                let nodes = try await client.nodes(in: ChaosClient.shared)
                let others = nodes.filter { $0.id != id }
                there = Set(others.map { Told(id: $0.id, name: $0.name, ipv4: $0.ipv4, ipv6: $0.ipv6) })
                let peers = await watcher.map?.peers.values.map(\.self) ?? []
                told = Set(peers.map { Told(id: $0.id, name: $0.name, ipv4: $0.ipv4, ipv6: $0.ipv6) })
                return told == there && nodes.contains { $0.id == id && $0.live.status == .applied }
            }
        } catch let error as TooLate {
            throw Broken("\(error); it lacks \(there.subtracting(told)), and has too much \(told.subtracting(there))")
        }
    }

    /// Keeps a watcher's session open until the server is gone.
    private func watch(_ watcher: MeshAgent) async throws {
        do {
            try await watcher.stay(via: house.agents)
        } catch let error as AgentProtocolError where [.unavailable, .sessionOver].contains(error.code) {
            return
        }
    }

    private func fill() async throws {
        let unhurt = Samples.networkName("unhurt")
        try await house.withClient(token: token()) { client in
            let request = CreateNetworkRequest(name: unhurt, ipv4Range: try IPv4Prefix(parsing: "10.98.0.0/27"))
            _ = try await client.createNetwork(request)
            var sizes: [Int] = []
            for network in [unhurt, ChaosClient.shared] {
                let key = try await client.createAccessKey(of: network, CreateAccessKeyRequest(uses: .unlimited))
                try await fill(network, with: Secret(parsing: key.key.revealed()))
                sizes.append(try await client.nodes(in: network).count)
            }
            guard sizes[0] == sizes[1] else { throw Broken("\(sizes[0]) machines should fit, and \(sizes[1]) do") }
        }
    }

    private func fill(_ network: NetworkName, with secret: Secret) async throws {
        let agents = try house.agents
        while true {
            let machine = MeshAgent(number: await numbers.next() * 10 + 9)
            do {
                try await machine.join(network, with: secret, via: agents)
            } catch let error as AgentProtocolError where error.code == .exhausted {
                return
            }
        }
    }
}
