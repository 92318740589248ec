public import NetmakerCore

/// What one change of a network did: the data of an event named `change`.
public struct EventResource: Hashable, Sendable, Codable {
    /// One object that it touched.
    public struct Object: Hashable, Sendable, Codable {
        public typealias Kind = ObjectKind
        public enum Deed: String, Hashable, Sendable, Codable, CaseIterable {
            /// It is new, or it changed.
            case put
            case removed
        }

        public let kind: Kind
        public let deed: Deed
        /// Nil for what has only a name: the network itself, a custom name of its zone, and a user.
        public let id: String?
        /// Nil for what has only an id, and for an access key, a client or a token that is no more.
        public let name: String?

        public init(_ kind: Kind, _ deed: Deed, id: String? = nil, name: String? = nil) {
            self.kind = kind
            self.deed = deed
            self.id = id
            self.name = name
        }
    }

    public let network: NetworkName
    public let epoch: Epoch
    /// Where the change left the network.
    public let revision: Revision
    public let time: Timestamp
    /// Who did it, such as "user:alice".
    public let actor: String
    public let objects: [Object]

    public init(
        network: NetworkName, epoch: Epoch, revision: Revision, time: Timestamp, actor: String, objects: [Object]
    ) {
        self.network = network
        self.epoch = epoch
        self.revision = revision
        self.time = time
        self.actor = actor
        self.objects = objects
    }
}

/// The data of an event named `reset`: events are missing between the last one and the next, and who follows reads
/// everything anew, as it stands at this revision or later. Also of one named `deleted`: the network is no more.
public struct ResetResource: Hashable, Sendable, Codable {
    public let network: NetworkName
    public let epoch: Epoch
    public let revision: Revision

    public init(network: NetworkName, epoch: Epoch, revision: Revision) {
        self.network = network
        self.epoch = epoch
        self.revision = revision
    }
}

/// Where a follower of events stands, as `id` of an event and `Last-Event-ID` of a request have it: `epoch-revision`.
public struct EventID: ParsableValue {
    public let epoch: Epoch
    public let revision: Revision

    public init(epoch: Epoch, revision: Revision) {
        self.epoch = epoch
        self.revision = revision
    }

    /// - Throws: `ModelError.Code.invalidValue` for text that `description` never gives.
    public init(parsing text: String) throws(ModelError) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let epoch = try? Epoch(parsing: String(parts[0])),
            let revision = try? Revision(parsing: String(parts[1]))
        else {
            throw ModelError(
                .invalidValue, field: "Last-Event-ID", message: "\"\(text.excerpt)\" is not the id of an event",
                remedy: "send back the id of the last event, or leave it out to begin with what comes")
        }
        self.init(epoch: epoch, revision: revision)
    }

    public var description: String { "\(epoch)-\(revision)" }
}
