import NetmakerControl
import NetmakerCore
import NetmakerTesting

/// Something that is asked of the server, and whom it concerns.
struct Deed: Sendable {
    enum Concern {
        /// Nothing changes.
        case nothing
        /// Something is written that no agent is told of.
        case noAgent
        /// What one node is told of itself.
        case oneAgent
        /// What all are told of a peer, and it is told of itself.
        case everyAgent
        /// What all others are told of a peer.
        case everyOtherAgent
    }

    let name: String
    let concern: Concern
    let body: @Sendable (World) async throws -> Void

    init(_ name: String, _ concern: Concern, _ body: @escaping @Sendable (World) async throws -> Void) {
        self.name = name
        self.concern = concern
        self.body = body
    }

    /// Every command and every kind of report, in an order in which each finds what it needs.
    static let all = setup + nodes + agents + networks + people

    private static let harbor = World.harbor
    private static let moving = CrowdedWorld.node(2)

    private static let setup = [
        Deed("a setup that is refused", .nothing) { world in
            let setUp = CompleteSetup(user: Samples.userName("mallory"), password: Samples.passwordHash)
            _ = try? await world.perform(setUp, as: .server)
        }
    ]

    private static let nodes = [
        update("a name", .everyAgent) { NodeChanges(name: NodeName(adapting: "elsewhere")) },
        update("an endpoint", .everyAgent) { NodeChanges(endpoint: .set(try Endpoint(parsing: "203.0.113.5:4000"))) },
        update("the same endpoint", .nothing) {
            NodeChanges(endpoint: .set(try Endpoint(parsing: "203.0.113.5:4000")))
        },
        update("no endpoint", .everyAgent) { NodeChanges(endpoint: .clear) },
        update("a keepalive", .oneAgent) { NodeChanges(persistentKeepalive: try PersistentKeepalive(seconds: 11)) },
        // Nothing of it is in the record while the machine has said no address.
        update("a listen port", .oneAgent) { NodeChanges(listenPort: try ListenPort(4001)) },
        Deed("the removal of a node", .everyAgent) { world in
            try await world.perform(RemoveNode(network: harbor, node: CrowdedWorld.node(3)))
        },
    ]

    private static let agents = [
        Deed("a join", .everyAgent) { world in
            try await world.perform(world.joining(1, with: Samples.secret(InMemoryStore.firstOfCrowd)), as: .nobody)
        },
        Deed("a join again", .nothing) { world in
            try await world.perform(world.joining(1, with: Samples.secret(2)), as: .nobody)
        },
        Deed("a report of something else", .everyOtherAgent) { try await report(7, to: $0) },
        Deed("a report of the same", .nothing) { try await report(7, to: $0) },
        Deed("a report of facts", .noAgent) { try await report(7, hostname: "other", to: $0) },
        Deed("an edit from the machine", .oneAgent) { world in
            let edit = NodeEdit(from: .roaming(true), to: .roaming(false))
            try await world.perform(EditNode(node: moving, edits: [edit]), as: .node(moving))
        },
        Deed("the same edit again", .nothing) { world in
            let edit = NodeEdit(from: .roaming(true), to: .roaming(false))
            try await world.perform(EditNode(node: moving, edits: [edit]), as: .node(moving))
        },
        Deed("a leave", .everyAgent) { world in
            let node = CrowdedWorld.node(4)
            try await world.perform(LeaveNetwork(node: node), as: .node(node))
        },
    ]

    private static let networks = [
        Deed("a new network", .noAgent) { world in
            try await world.perform(CreateNetwork(name: Samples.networkName("branch"), ranges: Samples.ranges))
        },
        Deed("the end of a network without nodes", .noAgent) { world in
            try await world.perform(DeleteNetwork(name: Samples.networkName("branch"), nodes: .removed))
        },
        Deed("a display name", .noAgent) { world in
            try await world.perform(UpdateNetwork(name: harbor, changes: NetworkChanges(displayName: "Main harbor")))
        },
        Deed("a default", .noAgent) { world in
            try await world.perform(
                UpdateNetwork(
                    name: harbor,
                    changes: NetworkChanges(defaults: NodeDefaultChanges(listenPort: try ListenPort(4002)))))
        },
        Deed("a new access key", .noAgent) { world in
            let name = try AccessKeyName(parsing: "another")
            try await world.perform(CreateAccessKey(network: harbor, name: name, uses: .unlimited))
        },
        Deed("an access key that admits more", .noAgent) { world in
            let key = Samples.accessKeyID(InMemoryStore.firstOfCrowd + 5)
            let changes = AccessKeyChanges(name: try AccessKeyName(parsing: "more"), uses: .remaining(9))
            try await world.perform(UpdateAccessKey(network: harbor, key: key, changes: changes))
        },
        Deed("the same again", .nothing) { world in
            let key = Samples.accessKeyID(InMemoryStore.firstOfCrowd + 5)
            try await world.perform(
                UpdateAccessKey(network: harbor, key: key, changes: AccessKeyChanges(uses: .remaining(9))))
        },
        Deed("the end of an access key", .noAgent) { world in
            let key = Samples.accessKeyID(InMemoryStore.firstOfCrowd + 5)
            try await world.perform(DeleteAccessKey(network: harbor, key: key))
        },
    ]

    private static let bob = Samples.userName("bob")

    private static let people = [
        Deed("a login", .noAgent) { world in
            try await world.perform(Login(user: Samples.userName(), verified: Samples.passwordHash))
        },
        Deed("a logout", .noAgent) { world in
            let number = InMemoryStore.firstOfCrowd
            let session = Samples.loginSession(number, of: "user-\(number)")
            try await world.perform(Logout(session), as: .user(session.user))
        },
        Deed("a new user", .noAgent) { world in
            try await world.perform(
                CreateUser(name: bob, role: .networkAdmin(of: [harbor]), password: Samples.passwordHash))
        },
        Deed("the role they have", .nothing) { world in
            try await world.perform(UpdateUser(name: bob, changes: UserChanges(networks: [harbor])))
        },
        Deed("another role", .noAgent) { world in
            try await world.perform(UpdateUser(name: bob, changes: UserChanges(networks: [], commands: .granted)))
        },
        Deed("a reset password", .noAgent) { world in
            try await world.perform(ResetPassword(of: bob, to: Samples.passwordHash))
        },
        Deed("a changed password", .noAgent) { world in
            try await world.perform(
                ChangePassword(
                    of: bob, verified: Samples.passwordHash, to: Samples.passwordHash, keeping: SessionID(rawValue: 1)),
                as: .user(bob))
        },
        Deed("a new API token", .noAgent) { world in
            let name = try APITokenName(parsing: "backups")
            try await world.perform(CreateAPIToken(for: bob, name: name, access: .readOnly), as: .user(bob))
        },
        Deed("the end of an API token", .noAgent) { world in
            let number = InMemoryStore.firstOfCrowd + 2
            let token = Samples.apiToken(number, of: "user-\(number)")
            try await world.perform(RevokeAPIToken(token.id, of: token.user), as: .user(token.user))
        },
        Deed("the end of all sessions of a user", .noAgent) { world in
            try await world.perform(EndSessions(of: Samples.userName("user-\(InMemoryStore.firstOfCrowd + 3)")))
        },
        Deed("the end of a user", .noAgent) { world in
            try await world.perform(DeleteUser(name: Samples.userName("user-\(InMemoryStore.firstOfCrowd + 4)")))
        },
    ]

    private static func update(
        _ field: String, _ concern: Concern, _ changes: @escaping @Sendable () throws -> NodeChanges
    ) -> Deed {
        Deed("an update of \(field)", concern) { world in
            try await world.perform(UpdateNode(network: harbor, node: moving, changes: changes()))
        }
    }

    private static func report(_ number: Int, hostname: String = "machine", to world: World) async throws {
        let report = Samples.report(number, hostname: hostname)
        try await world.perform(ReportNode(node: moving, report: report, source: nil), as: .node(moving))
    }
}
