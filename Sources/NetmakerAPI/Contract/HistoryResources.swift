public import NetmakerCore

/// What kind of thing a change is about.
public enum ObjectKind: String, Hashable, Sendable, Codable, CaseIterable {
    case network, node, accessKey, dnsRecord, client
    /// What is the server's, and told to those only who may read what concerns it.
    case user, session, apiToken, server
}

/// One committed change: who did it and when, and what it did to which objects.
public struct ChangeResource: Hashable, Sendable, Codable {
    /// Nil for a change of what is the server's.
    public let network: NetworkName?
    /// Which life of the network; nil where there is none.
    public let epoch: Epoch?
    /// Where the change left the network, or what is the server's.
    public let revision: Revision
    public let time: Timestamp
    /// Who did it, such as "user:alice".
    public let actor: String
    /// What the node is called, or the API token of the user, that did it; nil when it was neither, or that is no more.
    public let actorName: String?
    /// Up to `largestObjectCount` of them.
    public let objects: [ObjectChange]
    /// How many steps the change took: one an object, but for few. The difference of its revision and the one before
    /// shows all objects.
    public let stepCount: Int

    /// The most objects that are shown of one change.
    public static let largestObjectCount = 100

    public init(
        network: NetworkName?, epoch: Epoch?, revision: Revision, time: Timestamp, actor: String, actorName: String?,
        objects: [ObjectChange], stepCount: Int
    ) {
        self.network = network
        self.epoch = epoch
        self.revision = revision
        self.time = time
        self.actor = actor
        self.actorName = actorName
        self.objects = objects
        self.stepCount = stepCount
    }
}

/// What became of one object.
public struct ObjectChange: Hashable, Sendable, Codable {
    public enum Deed: String, Hashable, Sendable, Codable, CaseIterable {
        case added, changed, removed
        /// It was added or changed: a release recorded it that did not keep what was before.
        case recorded
    }

    public let kind: ObjectKind
    public let deed: Deed
    /// Nil for what has only a name.
    public let id: String?
    /// What it is called, or was; nil for what has only an id, or when that is not known.
    public let name: String?
    /// In the order of their names. Empty where nothing that is shown changed, such as when a client's file was handed
    /// out again.
    public let fields: [FieldChange]

    public init(_ kind: ObjectKind, _ deed: Deed, id: String?, name: String?, fields: [FieldChange]) {
        self.kind = kind
        self.deed = deed
        self.id = id
        self.name = name
        self.fields = fields
    }
}

/// One field that changed, as texts.
public struct FieldChange: Hashable, Sendable, Codable {
    /// As the object's own resource names it.
    public let field: String
    /// What it held; nil for nothing.
    public let before: String?
    /// What it holds; nil for nothing.
    public let after: String?

    public init(field: String, before: String?, after: String?) {
        self.field = field
        self.before = before
        self.after = after
    }
}

/// What a network was at one revision and is at another: only what is not the same.
public struct DifferenceResource: Hashable, Sendable, Codable {
    public let network: NetworkName
    public let epoch: Epoch
    public let from: Revision
    public let to: Revision
    /// By kind, and then by name.
    public let objects: [ObjectChange]

    /// The most revisions that may lie between the two.
    public static let longestReach: UInt64 = 4096

    public init(network: NetworkName, epoch: Epoch, from: Revision, to: Revision, objects: [ObjectChange]) {
        self.network = network
        self.epoch = epoch
        self.from = from
        self.to = to
        self.objects = objects
    }
}

/// Where a change stands in its log: its revision among those of one network, its number among all of the server.
public struct ChangePlace: ParsableValue {
    public let number: UInt64

    public init(_ number: UInt64) { self.number = number }

    /// More changes than there will ever be.
    private static let maximum: UInt64 = 999_999_999_999_999_999

    /// - Throws: `ModelError.Code.invalidValue` for text that `description` never gives.
    public init(parsing text: String) throws(ModelError) {
        guard let number = Decimal.parse(text, maximum: Self.maximum) else {
            throw ModelError(
                .invalidValue, field: "after", message: "\"\(text.excerpt)\" is not the place of a change",
                remedy: "send back next of the page before, or leave it out to begin")
        }
        self.init(number)
    }

    public var description: String { String(number) }
}

/// Who changes are asked for of: `nobody`, `server`, `user:<name>` with all their API tokens,
/// `user:<name>/token:<id>`, or `node:<id>`.
public struct Actor: ParsableValue {
    public let description: String

    /// - Throws: `ModelError.Code.invalidValue` for who never does anything.
    public init(parsing text: String) throws(ModelError) {
        guard Self.isOne(text) else {
            throw ModelError(
                .invalidValue, field: "actor", message: "\"\(text.excerpt)\" is nobody who changes anything",
                remedy: "give user:NAME, user:NAME/token:ID, node:ID, server or nobody")
        }
        description = text
    }

    private static func isOne(_ text: String) -> Bool {
        if text == "nobody" || text == "server" { return true }
        if text.hasPrefix("node:") { return (try? NodeID(parsing: String(text.dropFirst(5)))) != nil }
        guard text.hasPrefix("user:") else { return false }
        let parts = text.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard (try? UserName(parsing: String(parts[0]))) != nil else { return false }
        guard parts.count == 2 else { return true }
        return parts[1].hasPrefix("token:") && (try? APITokenID(parsing: String(parts[1].dropFirst(6)))) != nil
    }
}
