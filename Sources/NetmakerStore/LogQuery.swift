public import NetmakerCore

/// Which rows of the change log are wanted.
public struct LogQuery: Hashable, Sendable {
    /// Of what.
    public enum Scope: Hashable, Sendable {
        /// Everything there is and was.
        case everything
        /// Every life of a network, those included that are over.
        case network(NetworkName)
        /// One life of a network, or the directory.
        case aggregate(AggregateID)
    }

    public enum Order: Hashable, Sendable { case newestFirst, oldestFirst }

    public var scope: Scope
    public var order: Order
    /// The row after which to begin, in the order asked for: its revision where the scope is one aggregate, else its
    /// sequence. Nil: with the first.
    public var position: UInt64?
    /// Who did it, with all their API tokens where it is a user; nil for whoever did.
    public var actor: String?
    /// Not before this time; nil for as long ago as is kept.
    public var since: Timestamp?
    /// Before this time; nil until now.
    public var until: Timestamp?
    /// Texts of which a row must hold, in what it put or in what that replaced, one of each group. A first choice:
    /// what they stand for is for the reader to see.
    public var texts: [[String]]
    /// The most rows of an answer.
    public var limit: Int
    /// The most steps of a row; nil for all.
    public var stepLimit: Int?

    public init(
        _ scope: Scope, _ order: Order = .newestFirst, position: UInt64? = nil, actor: String? = nil,
        since: Timestamp? = nil, until: Timestamp? = nil, texts: [[String]] = [], limit: Int, stepLimit: Int? = nil
    ) {
        self.scope = scope
        self.order = order
        self.position = position
        self.actor = actor
        self.since = since
        self.until = until
        self.texts = texts
        self.limit = limit
        self.stepLimit = stepLimit
    }

    /// The most rows that are looked at for one answer: who asks for what is rare asks on.
    public static let reach = 10_000
    /// The most bytes of rows, as they are kept, that are read for one answer; a row that has more comes alone.
    public static let largestSize = 4 << 20
}

/// Rows of the change log.
public struct LogPage: Hashable, Sendable {
    /// In the order asked for.
    public let rows: [ChangeRecord]
    /// The position to go on from; nil when there is no more.
    public let next: UInt64?

    public init(_ rows: [ChangeRecord], next: UInt64?) {
        self.rows = rows
        self.next = next
    }
}
