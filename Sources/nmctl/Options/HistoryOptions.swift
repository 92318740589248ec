internal import ArgumentParser
internal import NetmakerAPI
internal import NetmakerCore

/// Which changes of a history are shown.
struct HistoryOptions: ParsableArguments {
    @Option(help: "The most changes, the newest first.")
    var limit = 20
    @Option(
        help: "Not before this moment, such as 2026-01-02T03:04:05Z, or so long ago, such as 7d.",
        transform: Moment.init(parsing:))
    var since: Moment?
    @Option(help: "Before this moment, or so long ago.", transform: Moment.init(parsing:))
    var until: Moment?
    @Option(
        help: "Who did it: a user with all their tokens, user:NAME/token:ID, node:ID, server or nobody.",
        transform: Self.actor(parsing:))
    var actor: Actor?
    @Option(help: "Only what is of this kind, such as node or accessKey.", transform: Self.kind(parsing:))
    var kind: ObjectKind?
    @Option(help: "Only the object of this name or id.")
    var object: String?

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("--limit is 1 to 100000") }
        if let object, !(1...255).contains(object.unicodeScalars.count) {
            throw ValidationError("--object is the name or the id of something")
        }
    }

    /// - Parameter now: what a time ago is counted from.
    func filter(now: Timestamp, network: NetworkName? = nil) -> ChangeFilter {
        ChangeFilter(
            limit: limit, actor: actor, kind: kind, name: object, since: since?.time(now: now),
            until: until?.time(now: now), network: network)
    }

    /// A user may be named alone.
    private static func actor(parsing text: String) throws(ModelError) -> Actor {
        if text != "server", text != "nobody", let user = try? UserName(parsing: text) {
            return try Actor(parsing: "user:\(user)")
        }
        return try Actor(parsing: text)
    }

    private static func kind(parsing text: String) throws(ModelError) -> ObjectKind {
        guard let kind = ObjectKind(rawValue: text) else {
            throw ModelError(
                .invalidValue, field: "kind", message: "\"\(text.excerpt)\" is not a kind of object",
                remedy: "give one of \(ObjectKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return kind
    }
}

/// A moment, or how long ago it was.
enum Moment: Hashable, Sendable {
    case at(Timestamp)
    case ago(Lifetime)

    init(parsing text: String) throws(ModelError) {
        if let time = try? Timestamp(parsing: text) {
            self = .at(time)
        } else if let ago = try? Lifetime(parsing: text) {
            self = .ago(ago)
        } else {
            throw ModelError(
                .invalidValue, field: "time",
                message: "\"\(text.excerpt)\" is neither a moment nor a duration",
                remedy: "give a moment such as 2026-01-02T03:04:05Z, or how long ago, such as 90m or 7d")
        }
    }

    func time(now: Timestamp) -> Timestamp {
        switch self {
        case .at(let time): time
        case .ago(let duration): now - .seconds(duration.seconds)
        }
    }
}
