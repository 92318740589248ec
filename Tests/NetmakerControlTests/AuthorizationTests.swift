import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

/// Every verb by everybody: a verb or a principal that is added without a decision fails here.
@Suite struct `Who may do what` {
    /// Who may do a verb about node 1 of the network, or about carol: alice is a super admin, node 2 another node.
    struct Verb: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let permission: Permission
        let allowed: [Principal]

        init(_ name: String, _ command: some Command, by allowed: [Principal]) {
            self.init(name, command.permission, by: allowed)
        }

        init(_ name: String, _ permission: Permission, by allowed: [Principal]) {
            testDescription = name
            self.permission = permission
            self.allowed = allowed
        }
    }

    static let alice = World.alice
    /// Administers the network.
    static let carol = Principal.user(Samples.userName("carol"))
    /// Administers the network, and may set commands.
    static let erin = Principal.user(Samples.userName("erin"))
    /// Administers another network.
    static let dave = Principal.user(Samples.userName("dave"))
    /// Tokens of alice: one that may only read, one for the network, one for another network.
    static let reader = Principal.token(APITokenID(rawValue: 1), of: Samples.userName())
    static let narrow = Principal.token(APITokenID(rawValue: 2), of: Samples.userName())
    static let away = Principal.token(APITokenID(rawValue: 3), of: Samples.userName())
    /// Tokens of carol: one that may all that she may, one for the other network, which she may not see.
    static let carols = Principal.token(APITokenID(rawValue: 4), of: Samples.userName("carol"))
    static let beyond = Principal.token(APITokenID(rawValue: 5), of: Samples.userName("carol"))
    static let itself = Principal.node(Samples.nodeID(1))
    static let other = Principal.node(Samples.nodeID(2))
    static let everybody: [Principal] = [
        .nobody, alice, carol, erin, dave, reader, narrow, away, carols, beyond, .user(Samples.userName("gone")),
        .token(APITokenID(rawValue: 9), of: Samples.userName()), .token(APITokenID(rawValue: 1), of: carolsName),
        itself, other, .node(Samples.nodeID(3)), .server,
    ]
    private static let carolsName = Samples.userName("carol")
    /// Who may change what is in the network.
    static let admins = [alice, carol, erin, narrow, carols]

    static let verbs: [Verb] = networks + people

    private static let networks: [Verb] = {
        let (harbor, node) = (World.harbor, Samples.nodeID(1))
        let (key, client) = (Samples.accessKeyID(1), Samples.client(1).id)
        let join = JoinNetwork(
            network: harbor, key: Samples.secret(1), identity: Samples.identity(1), publicKey: Samples.publicKey(1),
            report: Samples.report(), source: nil)
        return [
            Verb("create a network", CreateNetwork(name: harbor, ranges: Samples.ranges), by: [alice]),
            Verb("update a network", UpdateNetwork(name: harbor, changes: NetworkChanges()), by: admins),
            Verb("delete a network", DeleteNetwork(name: harbor), by: [alice]),
            Verb("read a network", .readNetwork(harbor), by: admins + [reader]),
            Verb("set commands", .setCommands(harbor), by: [alice, erin, narrow]),
            Verb(
                "set a node's commands",
                UpdateNode(
                    network: harbor, node: node, changes: NodeChanges(options: NodeOptionChanges(postUp: .clear))),
                by: [alice, erin, narrow]),
            Verb("create a key", CreateAccessKey(network: harbor, uses: .unlimited), by: admins),
            Verb(
                "update a key", UpdateAccessKey(network: harbor, key: key, changes: AccessKeyChanges()), by: admins),
            Verb("delete a key", DeleteAccessKey(network: harbor, key: key), by: admins),
            Verb("join", join, by: everybody),
            Verb("leave", LeaveNetwork(node: node), by: [itself]),
            Verb("edit", EditNode(node: node, edits: []), by: [itself]),
            Verb("report", ReportNode(node: node, report: Samples.report(), source: nil), by: [itself]),
            Verb("update a node", UpdateNode(network: harbor, node: node, changes: NodeChanges()), by: admins),
            Verb("remove a node", RemoveNode(network: harbor, node: node), by: admins),
            Verb("change a node's roles", ChangeRoles(network: harbor, node: node, change: RolesChange()), by: admins),
            Verb(
                "create a client",
                CreateClient(
                    network: harbor, name: Samples.nodeName(9), publicKey: Samples.publicKey(9), gateway: node),
                by: admins),
            Verb(
                "update a client", UpdateClient(network: harbor, client: client, changes: ClientChanges()), by: admins),
            Verb("hand out a client's file", HandOutClientFile(network: harbor, client: client), by: admins),
            Verb("delete a client", DeleteClient(network: harbor, client: client), by: admins),
            Verb("expire clients", ExpireClients(network: harbor), by: [.server]),
        ]
    }()

    private static let people: [Verb] = {
        let (hash, name) = (Samples.passwordHash, carolsName)
        return [
            Verb("set up", CompleteSetup(user: Samples.userName(), password: hash), by: [.server]),
            Verb("enter", .enter, by: [alice, carol, erin, dave, reader, narrow, away, carols, beyond]),
            Verb("read the server", .readServer, by: [alice, reader]),
            Verb("log in", Login(user: Samples.userName(), verified: hash), by: [alice]),
            Verb("log out", Logout(Samples.loginSession(1)), by: [alice]),
            Verb("create a user", CreateUser(name: name, role: .superAdmin, password: hash), by: [alice]),
            Verb("update a user", UpdateUser(name: name, changes: UserChanges()), by: [alice]),
            Verb("delete a user", DeleteUser(name: name), by: [alice]),
            Verb("reset a password", ResetPassword(of: name, to: hash), by: [alice, .server]),
            Verb(
                "change a password",
                ChangePassword(of: name, verified: hash, to: hash, keeping: SessionID(rawValue: 1)), by: [carol]),
            Verb("read an account", .readAccount(name), by: [alice, reader, carol]),
            Verb("end sessions", EndSessions(of: name), by: [alice, carol]),
            Verb(
                "create a token",
                CreateAPIToken(for: name, name: Samples.apiToken(1).name, access: .readWrite), by: [carol]),
            Verb("revoke a token", RevokeAPIToken(APITokenID(rawValue: 4), of: name), by: [alice, carol]),
        ]
    }()

    /// The people above, and the nodes 1 and 2; node 3 was removed.
    private static func truth() throws -> Truth {
        let history = History()
        var truth = history.truth
        let harbor = Samples.network()
        let branch = Samples.networkName("branch")
        try truth.apply(
            history.entry(
                .directory,
                [
                    .putUser(Samples.user()), .putUser(Samples.user("carol", role: .networkAdmin(of: [harbor.name]))),
                    .putUser(Samples.user("erin", role: .networkAdmin(of: [harbor.name], commands: .granted))),
                    .putUser(Samples.user("dave", role: .networkAdmin(of: [branch], commands: .granted))),
                    .putAPIToken(Samples.apiToken(1, access: .readOnly)),
                    .putAPIToken(Samples.apiToken(2, networks: [harbor.name])),
                    .putAPIToken(Samples.apiToken(3, networks: [branch])),
                    .putAPIToken(Samples.apiToken(4, of: "carol")),
                    .putAPIToken(Samples.apiToken(5, of: "carol", networks: [branch])),
                ]))
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
        Refusal(principal: carol, code: .forbidden),
        Refusal(principal: reader, code: .forbidden),
        Refusal(principal: .token(APITokenID(rawValue: 9), of: Samples.userName()), code: .unauthenticated),
        Refusal(principal: .token(APITokenID(rawValue: 1), of: carolsName), code: .unauthenticated),
    ])
    func `says what the asker lacks`(refusal: Refusal) throws {
        let truth = try Self.truth()
        #expect(throws: ControlError.sample(refusal.code)) {
            try Authorization.require(.administerServer, of: refusal.principal, in: truth)
        }
    }

    @Test(arguments: [
        Permission.readNetwork(World.harbor), .administerNetwork(World.harbor), .deleteNetwork(World.harbor),
        .setCommands(World.harbor),
    ])
    func `tells nobody of a network they may not see, whether it is there or not`(permission: Permission) throws {
        let truth = try Self.truth()
        let empty = try Truth(directory: truth.directory)
        for principal in [Self.dave, Self.away, Self.beyond] {
            let there = #expect(throws: ControlError.sample(.notFound)) {
                try Authorization.require(permission, of: principal, in: truth)
            }
            let missing = #expect(throws: ControlError.sample(.notFound)) {
                try Authorization.require(permission, of: principal, in: empty)
            }
            #expect(there?.description == missing?.description)
        }
    }
}

extension Truth {
    /// A server with these people, and no network.
    fileprivate init(directory: Directory) throws(ModelError) {
        try self.init(directory: directory, networks: [], removedNodes: [])
    }
}
