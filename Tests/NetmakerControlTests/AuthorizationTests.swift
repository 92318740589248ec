import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

/// Every verb by everybody: a verb or a principal that is added without a decision fails here.
@Suite struct `Who may do what` {
    /// Who may do a verb about node 1 of the network: alice is its admin, node 2 another node of it.
    struct Verb: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let permission: Permission
        let allowed: [Principal]

        init(_ name: String, _ command: some Command, by allowed: [Principal]) {
            testDescription = name
            permission = command.permission
            self.allowed = allowed
        }
    }

    static let alice = World.alice
    static let itself = Principal.node(Samples.nodeID(1))
    static let other = Principal.node(Samples.nodeID(2))
    static let everybody: [Principal] = [
        .nobody, alice, .user(Samples.userName("gone")), itself, other, .node(Samples.nodeID(3)), .server,
    ]

    static let verbs: [Verb] = {
        let (harbor, node) = (World.harbor, Samples.nodeID(1))
        let (key, client) = (Samples.accessKeyID(1), Samples.client(1).id)
        let join = JoinNetwork(
            network: harbor, key: Samples.secret(1), identity: Samples.identity(1), publicKey: Samples.publicKey(1),
            report: Samples.report(), source: nil)
        return [
            Verb("set up", CompleteSetup(user: Samples.userName(), password: Samples.passwordHash), by: [.server]),
            Verb("log in", Login(user: Samples.userName(), verified: Samples.passwordHash), by: [alice]),
            Verb("log out", Logout(Samples.loginSession(1)), by: [alice]),
            Verb("create a network", CreateNetwork(name: harbor, ranges: Samples.ranges), by: [alice]),
            Verb("update a network", UpdateNetwork(name: harbor, changes: NetworkChanges()), by: [alice]),
            Verb("delete a network", DeleteNetwork(name: harbor), by: [alice]),
            Verb("create a key", CreateAccessKey(network: harbor, uses: .unlimited), by: [alice]),
            Verb("delete a key", DeleteAccessKey(network: harbor, key: key), by: [alice]),
            Verb("join", join, by: everybody),
            Verb("leave", LeaveNetwork(node: node), by: [itself]),
            Verb("report", ReportNode(node: node, report: Samples.report(), source: nil), by: [itself]),
            Verb("update a node", UpdateNode(network: harbor, node: node, changes: NodeChanges()), by: [alice]),
            Verb("remove a node", RemoveNode(network: harbor, node: node), by: [alice]),
            Verb("change a node's roles", ChangeRoles(network: harbor, node: node, change: RolesChange()), by: [alice]),
            Verb(
                "create a client",
                CreateClient(
                    network: harbor, name: Samples.nodeName(9), publicKey: Samples.publicKey(9), gateway: node),
                by: [alice]),
            Verb(
                "update a client", UpdateClient(network: harbor, client: client, changes: ClientChanges()), by: [alice]),
            Verb("hand out a client's file", HandOutClientFile(network: harbor, client: client), by: [alice]),
            Verb("delete a client", DeleteClient(network: harbor, client: client), by: [alice]),
            Verb("expire clients", ExpireClients(network: harbor), by: [.server]),
        ]
    }()

    /// Alice, and the nodes 1 and 2; node 3 was removed.
    private static func truth() throws -> Truth {
        let history = History()
        var truth = history.truth
        let harbor = Samples.network()
        try truth.apply(history.entry(.directory, [.putUser(Samples.user())]))
        try truth.apply(
            history.entry(
                harbor.aggregate,
                [.putNetwork(harbor)] + (1...3).map { .putNode(Samples.node($0)) }
                    + [.removeNode(RemovedNode(Samples.node(3), reason: .removed, at: Samples.time))]))
        return truth
    }

    @Test(arguments: verbs, everybody)
    func `lets each verb be done by whom it is for`(verb: Verb, principal: Principal) throws {
        let truth = try Self.truth()
        if verb.allowed.contains(principal) {
            #expect(throws: Never.self) { try Authorization.require(verb.permission, of: principal, in: truth) }
        } else {
            #expect(throws: ControlError.self) { try Authorization.require(verb.permission, of: principal, in: truth) }
        }
    }

    struct Refusal: Sendable {
        let principal: Principal
        let code: ControlError.Code
    }

    @Test(arguments: [
        Refusal(principal: .nobody, code: .unauthenticated),
        Refusal(principal: .user(Samples.userName("gone")), code: .unauthenticated),
        Refusal(principal: itself, code: .forbidden),
        Refusal(principal: .node(Samples.nodeID(3)), code: .gone),
        Refusal(principal: .node(Samples.nodeID(99)), code: .notFound),
        Refusal(principal: .server, code: .forbidden),
    ])
    func `says what the asker lacks`(refusal: Refusal) throws {
        let truth = try Self.truth()
        #expect(throws: ControlError.sample(refusal.code)) {
            try Authorization.require(.administerServer, of: refusal.principal, in: truth)
        }
    }
}
