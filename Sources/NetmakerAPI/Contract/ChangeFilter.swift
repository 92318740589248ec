public import NetmakerCore

/// Which changes of a history are asked for. A page may hold fewer than the limit, or none, where `next` goes on.
public struct ChangeFilter: Hashable, Sendable {
    /// How many are answered when nothing is said.
    public static let usualLimit = 100

    /// 1 to 1000.
    public var limit: Int
    /// Where the page before ended; nil for the newest.
    public var after: ChangePlace?
    /// Nil: whoever it was.
    public var actor: Actor?
    /// Nil: of every kind.
    public var kind: ObjectKind?
    /// The name or id of an object; nil: whatever it was about.
    public var name: String?
    public var since: Timestamp?
    public var until: Timestamp?
    /// Nil: every network, and what is the server's. Only of the server's history.
    public var network: NetworkName?

    public init(
        limit: Int = ChangeFilter.usualLimit, after: ChangePlace? = nil, actor: Actor? = nil, kind: ObjectKind? = nil,
        name: String? = nil, since: Timestamp? = nil, until: Timestamp? = nil, network: NetworkName? = nil
    ) {
        self.limit = limit
        self.after = after
        self.actor = actor
        self.kind = kind
        self.name = name
        self.since = since
        self.until = until
        self.network = network
    }

    /// The parameters of a request.
    ///
    /// - Throws: `ModelError.Code.invalidValue` for one that cannot be.
    public init(_ query: [String: String]) throws(ModelError) {
        func value<Value>(_ name: String, _ parse: (String) throws(ModelError) -> Value) throws(ModelError) -> Value? {
            guard let text = query[name] else { return nil }
            do throws(ModelError) { return try parse(text) } catch { throw error.at(field: name) }
        }
        self.init(
            limit: try value("limit", Self.limit) ?? Self.usualLimit,
            after: try value("after") { text throws(ModelError) in try Cursor<ChangePlace>(parsing: text).name },
            actor: try value("actor", Actor.init(parsing:)), kind: try value("kind", Self.kind),
            name: try value("name", Self.name), since: try value("since", Timestamp.init(parsing:)),
            until: try value("until", Timestamp.init(parsing:)),
            network: try value("network", NetworkName.init(parsing:)))
    }

    /// The same as parameters, for `after` where a page ended.
    public var query: [(name: String, value: String)] {
        let all: [(String, String?)] = [
            ("limit", limit == Self.usualLimit ? nil : String(limit)),
            ("after", after.map { Cursor($0).description }), ("actor", actor?.description), ("kind", kind?.rawValue),
            ("name", name), ("since", since?.description), ("until", until?.description),
            ("network", network?.description),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    private static func invalid(
        _ text: String, isNot what: String, field: String, remedy: String
    ) -> ModelError {
        ModelError(.invalidValue, field: field, message: "\"\(text.excerpt)\" is not \(what)", remedy: remedy)
    }

    private static func limit(_ text: String) throws(ModelError) -> Int {
        guard let number = Decimal.parse(text, maximum: PageLimit.range.upperBound), PageLimit.range.contains(number)
        else {
            throw Self.invalid(
                text, isNot: "a number of changes", field: "limit", remedy: "give 1 to \(PageLimit.range.upperBound)")
        }
        return number
    }

    private static func kind(_ text: String) throws(ModelError) -> ObjectKind {
        guard let kind = ObjectKind(rawValue: text) else {
            throw Self.invalid(
                text, isNot: "a kind of object", field: "kind",
                remedy: "give one of \(ObjectKind.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return kind
    }

    private static func name(_ text: String) throws(ModelError) -> String {
        guard (1...255).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Self.invalid(
                text, isNot: "a name or an id", field: "name", remedy: "give 1 to 255 visible characters of ASCII")
        }
        return text
    }
}
