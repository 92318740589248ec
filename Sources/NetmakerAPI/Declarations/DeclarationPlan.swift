public import NetmakerCore

/// What makes a server what a declaration says: steps in an order in which each can be done.
public struct DeclarationPlan: Hashable, Sendable {
    /// What becomes of objects that the declaration does not have, though it has a section for their kind.
    public enum Pruning: Hashable, Sendable {
        /// They stay.
        case nothing
        /// They are deleted, but for networks that have nodes, and for users. Nodes stay, without the roles and extra
        /// ranges that are not declared.
        case undeclared
        /// Networks that have nodes as well.
        case undeclaredWithNodes
    }

    /// What one step changes of an object.
    public struct Change: Hashable, Sendable {
        /// The field, as the declaration names it.
        public let field: String
        /// What it held; nil when it held nothing, and for an object that is made.
        public let before: JSONValue?
        /// What it is to hold; nil for nothing.
        public let after: JSONValue?

        init(_ field: String, from before: JSONValue?, to after: JSONValue?) {
            self.field = field
            self.before = before == .null ? nil : before
            self.after = after == .null ? nil : after
        }
    }

    /// One call of the REST interface.
    public struct Step: Hashable, Sendable {
        public let object: DeclaredObject
        /// For people: "client phone of harbor".
        public let title: String
        /// In the order of the object's fields; empty for what is deleted.
        public let changes: [Change]
        public let call: DeclaredCall
        /// Why it is not what one would expect; nil when it is.
        public var remark: String?
    }

    /// Something that the declaration says, and that is left undone.
    public struct Note: Hashable, Sendable {
        public let object: DeclaredObject
        /// A sentence in lower case, no full stop.
        public let sentence: String
    }

    public private(set) var steps: [Step] = []
    /// In the order of their objects.
    public let notes: [Note]

    /// - Parameters:
    ///   - server: what there is.
    ///   - file: what there is to be.
    ///   - now: by which moments are told that are over.
    /// - Throws: `ModelError` for what cannot be, such as an address for two; it names the field by its path.
    public init(
        from server: DeclaredServer, to file: Declaration, pruning: Pruning = .nothing, now: Timestamp
    ) throws(ModelError) {
        let intent = try DeclaredIntent(server, file, pruning, now: now)
        notes = intent.notes.sorted { ($0.object, $0.sentence) < ($1.object, $1.sentence) }
        for network in file.networks where intent.target[.network(network)] != nil {
            var planner = NetworkPlanner(network, from: server.declaration.objects, to: intent.target)
            steps += try planner.planned()
        }
        let users = try UserSteps(from: server, to: intent.target)
        steps += users.others
        steps += intent.deletedNetworks.map { network, nodes in
            Step(
                object: .network(network), title: DeclaredObject.network(network).title(nil), changes: [],
                call: .deleteNetwork(nodes: nodes),
                remark: nodes == .removed ? "its nodes are told, and take it down" : nil)
        }
        // Whoever gives up what they may do does it when all else is done.
        steps += users.own
    }
}
