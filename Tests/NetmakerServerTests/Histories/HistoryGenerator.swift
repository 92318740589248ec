import NetmakerControl
import NetmakerTesting

/// A network with thirty machines and more, and what then happens to it by chance: all of it from one number.
struct RandomHistory: Sendable {
    let seed: UInt64
    /// Each with the number it had when the history was whole: what else is decided by it stays as it is when others
    /// are left out.
    var operations: [(number: Int, operation: Operation)]

    /// How many machines join before anything else happens.
    static let population = 30...38

    init(seed: UInt64, length: Int) {
        self.seed = seed
        var random = SeededGenerator(seed: seed)
        var generator = OperationGenerator(random: random.split())
        var drawn = generator.beginning()
        for _ in 0..<length { drawn.append(generator.next()) }
        // Rare, since it is a thousand changes.
        if seed % 40 == 7 {
            drawn[1] = .createNetwork(0, ranges: 0, defaults: 0, display: 0, by: .entitled)
            let crowd: [Operation] = [
                .disconnect(agent: 0, afterFrames: 9), .connect(agent: 0, pace: 1000, .kept), .crowd(network: 0),
                .fetch(agent: 0),
            ]
            drawn.insert(contentsOf: crowd, at: drawn.count - length)
        }
        operations = drawn.enumerated().map { ($0.offset, $0.element) }
    }

    init(seed: UInt64, operations: [(number: Int, operation: Operation)]) {
        self.seed = seed
        self.operations = operations
    }
}

/// Draws operations by their weights.
struct OperationGenerator {
    var random: SeededGenerator

    /// Networks, of which the first gets the machines.
    mutating func beginning() -> [Operation] {
        var beginning: [Operation] = [
            .setUp(by: .entitled),
            .createNetwork(0, ranges: number(9), defaults: number(4), display: 0, by: .entitled),
            .createKey(network: 0, uses: 0, expiry: 0, name: 0, by: .entitled),
        ]
        for _ in 0..<Int.random(in: RandomHistory.population, using: &random) - 2 {
            beginning.append(.join(network: 0, key: 0, publicKey: 0, name: 0, report()))
            if number(3) > 0 { beginning.append(.connect(agent: -1, pace: pace(), .kept)) }
        }
        beginning += people()
        if number(2) == 0 {
            beginning += [
                .updateNetwork(0, change: 15, .any, by: .entitled), .ask(network: 0, publicKey: 0, report()),
                .createName(network: 0, name: 34, target: 4, by: .entitled),
            ]
        }
        // Gateways, and clients that enter by them: without, most that happens to clients happens to none.
        for gateway in 0..<3 {
            beginning.append(.changeRoles(node: 8 * gateway, network: 0, change: 4, value: 0, .any, by: .entitled))
        }
        for client in 0..<4 {
            let choice = Operation.ClientChoice(gateway: client, expiry: client)
            beginning.append(.createClient(network: 0, choice, by: .entitled))
        }
        return beginning
    }

    /// Somebody who administers networks, and tokens: narrow ones and ones for reading, of her and of the admin.
    /// And machines that do not stay: of two that join one after the other, each takes another of two keys.
    private mutating func people() -> [Operation] {
        [
            .createNetwork(1, ranges: number(9), defaults: 0, display: 0, by: .entitled),
            .createUser(0, role: 8, by: .entitled), .createUser(1, role: number(30), by: .entitled),
            .createToken(user: 0, name: 0, scope: 1, by: .entitled),
            .createToken(user: 0, name: 1, scope: 24, by: .entitled),
            .createToken(user: 1, name: 2, scope: [1, 2, 5][number(3)], by: .entitled),
            .createToken(user: 1, name: 3, scope: number(66), by: .entitled),
            .createKey(network: 0, uses: 0, expiry: 0, name: 1, by: .entitled),
            .join(network: 0, key: 0, publicKey: 0, name: 0, report()),
            .join(network: 0, key: 0, publicKey: 0, name: 0, report()),
            .createName(network: 0, name: 24, target: 0, by: .entitled),
        ]
    }

    /// What happens, and how often in a thousand.
    private static let weights: [(weight: Int, draw: @Sendable (inout OperationGenerator) -> Operation)] = [
        (200, { $0.nextReport() }), (130, { $0.nextJoin() }), (150, { $0.nextUpdate() }),
        (
            40,
            {
                .edit(node: $0.large(), change: $0.number(Menu.editKinds), value: $0.number(8), by: $0.asker())
            }
        ),
        (60, { .removeNode(node: $0.large(), network: $0.rarely(), $0.match(), by: $0.asker()) }),
        (50, { .joinAgain(machine: $0.large(), key: $0.number(12), publicKey: $0.number(4), $0.report()) }),
        (40, { .leave(node: $0.large(), by: $0.asker()) }), (45, { $0.nextKey() }),
        (45, { $0.nextKeyUpdate() }),
        (15, { .deleteKey(network: $0.network(), key: $0.large(), $0.match(), by: $0.asker()) }),
        (22, { $0.nextNetwork() }),
        (44, { .updateNetwork($0.network(), change: $0.number(26), $0.match(), by: $0.asker()) }),
        (24, { $0.nextDeletion() }),
        (8, { .logIn(password: $0.rarely(), by: $0.asker()) }),
        (12, { .logOut(session: $0.large(), by: $0.number(4) == 0 ? .nobody : $0.asker()) }),
        (28, { .expireNodes(network: $0.network(), by: $0.asker()) }),
        (24, { .ask(network: $0.network(), publicKey: $0.rarely(), $0.report()) }),
        (24, { .approve(node: $0.large(), network: $0.rarely(), $0.match(), by: $0.asker()) }),
        (10, { .deny(node: $0.large(), network: $0.rarely(), $0.match(), by: $0.asker()) }),
        (20, { .changeRanges(network: $0.network(), ranges: $0.number(14), $0.match(), by: $0.asker()) }),
        (10, { .refreshKeys(network: $0.network(), $0.match(), by: $0.asker()) }),
        (14, { .adoptKeys(network: $0.network(), behind: $0.number(4), by: $0.asker()) }),
        (42, { $0.nextRoles() }), (50, { $0.nextClient() }),
        (60, { $0.nextClientUpdate() }),
        (10, { .deleteClient(client: $0.large(), network: $0.rarely(), $0.match(), by: $0.asker()) }),
        (24, { .handOut(client: $0.large(), key: $0.number(8), $0.match(), by: $0.asker()) }),
        (28, { .expireClients(network: $0.network(), by: $0.asker()) }),
        (16, { .reap(node: $0.large(), network: $0.rarely(), by: $0.asker()) }),
        (36, { .createName(network: $0.network(), name: $0.number(40), target: $0.large(), by: $0.asker()) }),
        (16, { $0.nextNameUpdate() }),
        (14, { .deleteName(network: $0.network(), record: $0.large(), $0.match(), by: $0.asker()) }),
        (14, { .createUser($0.number(3), role: $0.number(30), by: $0.asker()) }),
        (18, { .updateUser($0.number(24), change: $0.number(48), $0.match(), by: $0.asker()) }),
        (16, { .deleteUser($0.number(24), $0.match(), by: $0.asker()) }),
        (34, { .createToken(user: $0.number(15), name: $0.number(9), scope: $0.number(66), by: $0.asker()) }),
        (14, { .revokeToken($0.large(), by: $0.asker()) }),
        (4, { .remake(network: $0.network(), ranges: $0.number(9)) }),
        (2, { .setUp(by: $0.asker()) }),
        (110, { .connect(agent: $0.large(), pace: $0.pace(), $0.memory()) }),
        (55, { .disconnect(agent: $0.large(), afterFrames: $0.number(4)) }),
        (25, { .fetch(agent: $0.large()) }),
        (25, { .wake(agent: $0.large()) }),
        (45, { .pass(seconds: Self.pauses[min($0.number(8), $0.number(12))]) }),
        (14, { _ in .restart }),
    ]
    private static let total = weights.reduce(0) { $0 + $1.weight }
    private static let pauses = [1, 60, 1800, 1860, 3540, 3600, 47_000, 700_000]

    mutating func next() -> Operation {
        var rest = number(Self.total)
        for (weight, draw) in Self.weights {
            if rest < weight { return draw(&self) }
            rest -= weight
        }
        preconditionFailure("the weights do not add up")
    }

    private mutating func nextReport() -> Operation { .report(node: large(), report(), by: asker()) }

    private mutating func nextDeletion() -> Operation {
        // The first network always has nodes.
        if number(5) == 0 { return .deleteNetwork(0, .kept, .any, by: .entitled) }
        return .deleteNetwork(
            number(20) == 0 ? 0 : 1 + number(3), number(3) == 0 ? .kept : .removed, match(), by: asker())
    }

    private mutating func nextJoin() -> Operation {
        .join(network: network(), key: number(12), publicKey: rarely(), name: number(6), report())
    }

    private mutating func nextUpdate() -> Operation {
        // Often who takes part: an agent has to be there to hear of it.
        let change = number(3) == 0 ? [9, 10, 12, 14][number(4)] : number(22)
        return .updateNode(
            node: large(), network: rarely(), change: change, value: number(8), match(), by: asker())
    }

    private mutating func nextKey() -> Operation {
        .createKey(network: network(), uses: number(8), expiry: number(6), name: number(6), by: asker())
    }

    private mutating func nextKeyUpdate() -> Operation {
        .updateKey(
            network: network(), key: large(), change: number(10), value: number(8), match(), by: asker())
    }

    private mutating func nextRoles() -> Operation {
        .changeRoles(
            node: large(), network: rarely(), change: number(10), value: number(8), match(), by: asker())
    }

    private mutating func nextClientUpdate() -> Operation {
        .updateClient(
            client: large(), network: rarely(), change: number(12), value: number(8), gateway: large(), match(),
            by: asker())
    }

    private mutating func nextClient() -> Operation {
        let choice = Operation.ClientChoice(
            gateway: large(), name: rarely(), key: rarely(), address: number(20), ranges: number(8),
            expiry: number(5))
        return .createClient(network: network(), choice, by: asker())
    }

    private mutating func nextNameUpdate() -> Operation {
        .updateName(network: network(), record: large(), target: large(), match(), by: asker())
    }

    private mutating func nextNetwork() -> Operation {
        .createNetwork(number(4), ranges: number(12), defaults: number(4), display: number(8), by: asker())
    }

    // MARK: Numbers

    private mutating func number(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
    private mutating func large() -> Int { number(10_000) }
    /// Mostly 0.
    private mutating func rarely() -> Int { number(10) == 0 ? 1 + number(100) : 0 }
    /// Mostly the first.
    private mutating func network() -> Int { number(10) < 7 ? 0 : number(5) }
    private mutating func pace() -> Int { [1, 3, 7, 20, 20, 60][number(6)] }

    private mutating func asker() -> Operation.Asker {
        switch number(40) {
        case 0: .nobody
        case 1: .formerUser
        case 2: .node(large())
        case 3: .server
        case 4, 5: .person(number(3))
        case 6, 7, 8: .token(large())
        default: .entitled
        }
    }

    private mutating func match() -> Operation.Match {
        switch number(6) {
        case 0: .stale
        case 1, 2: .right
        default: .any
        }
    }

    private mutating func memory() -> Operation.Memory {
        switch number(4) {
        case 0: .lost
        case 1: .rotten
        default: .kept
        }
    }

    /// Mostly what was said before, with one thing changed.
    private mutating func report() -> Operation.Report {
        var report = Operation.Report()
        switch number(8) {
        case 0: report.port = number(3)
        case 1: report.mtu = number(3)
        case 2: report.pinned = number(4)
        case 3: report.local = number(7)
        case 4: report.interface = number(2)
        case 5: report.hostname = number(3)
        default: break
        }
        report.source = number(9)
        if number(4) == 0 { report.nextKey = number(8) }
        return report
    }
}

extension SeededGenerator {
    /// Another one, whose numbers have nothing to do with this one's.
    mutating func split() -> SeededGenerator { SeededGenerator(seed: next()) }
}
