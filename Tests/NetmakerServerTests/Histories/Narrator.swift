import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// Makes steps of operations: says which object each means, and what must come of it.
struct Narrator {
    var truth: PlainTruth
    private(set) var steps: [Step] = []
    /// Every membership there ever was, in the order they began, and the machine each is of.
    var members: [(node: NodeID, network: NetworkName, machine: Int)] = []
    var machines = 0
    /// The WireGuard key each machine last had in a network.
    var lastKeys: [Int: PublicKey] = [:]
    var publicKeys = 0
    var closed: [LoginSession] = []
    /// Every API token there ever was.
    var everyToken: [(id: APITokenID, user: UserName)] = []
    /// Of whom a network was taken that is no more.
    var withdrawn: [(asker: Principal, network: NetworkName)] = []
    /// Every external client there ever was.
    var clients: [(client: ExternalClientID, network: NetworkName)] = []
    var coverage = Coverage()
    /// The operation that is told now; nil in a crowd, which is not counted.
    private var number: Int?

    static let alice = Samples.userName("alice")
    static let names = ["harbor", "branch", "plant", "lab"].map { Samples.networkName($0) }

    init(seed: UInt64) {
        truth = PlainTruth(seed: seed)
        // What the server does at its first start: it makes its identity.
        _ = truth.nextGenerator()
        truth.directoryRevision = 1
    }

    /// The steps of a history.
    static func steps(of history: RandomHistory) -> (steps: [Step], coverage: Coverage) {
        var narrator = Narrator(seed: history.seed)
        for (number, operation) in history.operations {
            narrator.number = number
            narrator.tell(operation)
        }
        return (narrator.steps, narrator.coverage)
    }

    mutating func add(_ act: Step.Act, _ text: String) {
        steps.append(Step(act: act, number: number, text: text, after: truth))
        if case .order(let order) = act, number != nil { coverage.count(order) }
    }

    private mutating func tell(_ operation: Operation) {
        switch operation {
        case .setUp(let asker): setUp(by: asker)
        case .logIn(let password, let asker): logIn(password, by: asker)
        case .logOut(let session, let asker): logOut(session, by: asker)
        case .createNetwork(let name, let ranges, let defaults, let display, let asker):
            createNetwork(name, ranges, defaults, display, by: asker)
        case .updateNetwork(let network, let change, let match, let asker):
            updateNetwork(network, change, match, by: asker)
        case .deleteNetwork(let network, let nodes, let match, let asker):
            deleteNetwork(network, nodes, match, by: asker)
        case .createKey(let network, let uses, let expiry, let name, let asker):
            createKey(network, uses, expiry, name, by: asker)
        case .updateKey(let network, let key, let change, let value, let match, let asker):
            updateKey(network, key, change, value, match, by: asker)
        case .deleteKey(let network, let key, let match, let asker): deleteKey(network, key, match, by: asker)
        case .join(let network, let key, let publicKey, let name, let report):
            join(network, key, publicKey, name, report)
        case .joinAgain(let machine, let key, let publicKey, let report): joinAgain(machine, key, publicKey, report)
        case .leave(let node, let asker): leave(node, by: asker)
        case .removeNode(let node, let network, let match, let asker): removeNode(node, network, match, by: asker)
        case .updateNode(let node, let network, let change, let value, let match, let asker):
            updateNode(node, network, change, value, match, by: asker)
        case .edit(let node, let change, let value, let asker): edit(node, change, value, by: asker)
        case .report(let node, let report, let asker): self.report(node, report, by: asker)
        case .expireNodes(let network, let asker): expireNodes(network, by: asker)
        case .ask(let network, let publicKey, let report): ask(network, publicKey, report)
        case .approve(let node, let network, let match, let asker): approve(node, network, match, by: asker)
        case .deny(let node, let network, let match, let asker): deny(node, network, match, by: asker)
        case .changeRanges(let network, let ranges, let match, let asker):
            changeRanges(network, ranges, match, by: asker)
        case .refreshKeys(let network, let match, let asker): refreshKeys(network, match, by: asker)
        case .adoptKeys(let network, let behind, let asker): adoptKeys(network, behind, by: asker)
        case .changeRoles(let node, let network, let change, let value, let match, let asker):
            changeRoles(node, network, change, value, match, by: asker)
        case .createClient(let network, let choice, let asker): createClient(network, choice, by: asker)
        case .updateClient(let client, let network, let change, let value, let gateway, let match, let asker):
            updateClient(client, network, change, value, gateway, match, by: asker)
        case .deleteClient(let client, let network, let match, let asker):
            deleteClient(client, network, match, by: asker)
        case .handOut(let client, let key, let match, let asker): handOut(client, key, match, by: asker)
        case .expireClients(let network, let asker): expireClients(network, by: asker)
        case .reap(let node, let network, let asker): reap(node, network, by: asker)
        case .createName(let network, let name, let target, let asker): createName(network, name, target, by: asker)
        case .updateName(let network, let record, let target, let match, let asker):
            updateName(network, record, target, match, by: asker)
        case .deleteName(let network, let record, let match, let asker):
            deleteName(network, record, match, by: asker)
        case .createUser(let user, let role, let asker): createUser(user, role, by: asker)
        case .updateUser(let user, let change, let match, let asker): updateUser(user, change, match, by: asker)
        case .deleteUser(let user, let match, let asker): deleteUser(user, match, by: asker)
        case .createToken(let user, let name, let scope, let asker): createToken(user, name, scope, by: asker)
        case .revokeToken(let token, let asker): revokeToken(token, by: asker)
        case .connect(let agent, let pace, let memory):
            guard let member = member(agent) else { return }
            add(.connect(member.node, pace: pace, memory), "agent \(member.node) connects, map \(memory), pace \(pace)")
        case .disconnect(let agent, let frames):
            guard let member = member(agent) else { return }
            add(
                .disconnect(member.node, afterFrames: frames), "agent \(member.node) disconnects after \(frames) frames"
            )
        case .fetch(let agent):
            guard let member = member(agent) else { return }
            add(.fetch(member.node), "agent \(member.node) fetches")
        case .wake(let agent):
            guard let member = member(agent) else { return }
            add(.wake(member.node), "agent \(member.node) wakes")
        case .pass(let seconds): pass(seconds)
        case .restart: restart()
        case .crowd(let network): crowd(network % Self.names.count)
        case .remake(let network, let ranges): remake(network % Self.names.count, ranges)
        }
    }

    /// Never a month in all: what is remembered that long is forgotten at no certain time.
    private mutating func pass(_ seconds: Int) {
        guard (truth.now + .seconds(seconds)).duration(since: Samples.time) < .seconds(29 * 86_400) else { return }
        truth.now = truth.now + .seconds(seconds)
        add(.pass(.seconds(seconds)), "\(seconds) seconds pass")
    }

    /// Not within an hour after somebody moved: what was left by a move rests only until a server starts anew, and one
    /// course has none that does.
    private mutating func restart() {
        if let moved = truth.lastMove, truth.now.duration(since: moved) < .seconds(3600) {
            pass(3600)
            guard truth.now.duration(since: moved) >= .seconds(3600) else { return }
        }
        add(.restart, "the server starts anew, where it may")
    }

    /// Nine times sixty machines come in one commit and go in the next.
    private mutating func crowd(_ network: Int) {
        createKey(network, 0, 0, 0, by: .entitled)
        number = nil
        for _ in 1...9 {
            let before = members.count
            add(.commit, "a crowd comes")
            for _ in 1...60 { join(network, 0, 0, 0, Operation.Report()) }
            add(.commit, "and goes")
            for member in members[before...] { leave(member.node) }
        }
        add(.commit, "the last of the crowd is gone")
    }

    private mutating func remake(_ network: Int, _ ranges: Int) {
        guard let old = truth.network(Self.names[network]) else { return }
        let machines = old.nodes.compactMap { node in members.firstIndex { $0.node == node.id } }
        deleteNetwork(network, .removed, .any, by: .entitled)
        createNetwork(network, ranges, 0, 0, by: .entitled)
        createKey(network, 0, 0, 0, by: .entitled)
        for member in machines { joinAgain(members[member], 0, 0, Operation.Report()) }
    }

    // MARK: Which one

    /// Mostly one that is in a network now; the newest for -1.
    func member(_ number: Int) -> (node: NodeID, network: NetworkName, machine: Int)? {
        guard number >= 0 else { return members.last }
        if number % 8 != 7, let node = node(number) { return members.first { $0.node == node.id } }
        return members.isEmpty ? nil : members[number % members.count]
    }

    /// Mostly one of those that take no part now.
    func memberAside(_ number: Int, _ isSought: (Node) -> Bool) -> (node: NodeID, network: NetworkName, machine: Int)? {
        let aside = truth.networks.flatMap(\.nodes).filter { !$0.isActive && isSought($0) }
        guard number % 8 != 7, !aside.isEmpty else { return member(number) }
        return members.first { $0.node == aside[number % aside.count].id }
    }

    /// A node that is one.
    func node(_ number: Int) -> Node? {
        let nodes = truth.networks.flatMap(\.nodes)
        return nodes.isEmpty ? nil : nodes[number % nodes.count]
    }

    func asker(_ asker: Operation.Asker, entitled: Principal = .user(Narrator.alice)) -> Principal {
        switch asker {
        case .entitled: entitled
        case .nobody: .nobody
        case .formerUser: .user(Samples.userName("mallory"))
        case .node(let number): member(number).map { .node($0.node) } ?? .nobody
        case .server: .server
        case .person(let number): .user(Self.people[number % 3])
        case .token(let number): token(number).map { .token($0.id, of: $0.user) } ?? .nobody
        }
    }

    func revision(_ match: Operation.Match, at revision: UInt64?) -> Revision? {
        switch match {
        case .any: nil
        case .right: revision.map { Revision($0) }
        case .stale: Revision((revision ?? 1) - 1)
        }
    }

    /// Where a network stands, or would as what is not there.
    func stand(_ name: NetworkName) -> (AggregateID, UInt64) {
        truth.network(name).map { ($0.aggregate, $0.revision) } ?? (.directory, 0)
    }
}

extension Order.Verdict {
    init(isChange: Bool) { self = isChange ? .done : .unchanged }

    var text: String {
        switch self {
        case .refused(let refusal): "refused: \(refusal)"
        case .unchanged: "as it is"
        case .done: "done"
        }
    }
}
