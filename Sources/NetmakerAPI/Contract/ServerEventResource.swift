public import NetmakerCore

/// What one change did, of a network or of what is the server's: the data of an event named `change` of the server's
/// stream.
public struct ServerEventResource: Hashable, Sendable, Codable {
    /// Nil for what is the server's.
    public let network: NetworkName?
    /// Which life of the network; nil where there is none.
    public let epoch: Epoch?
    /// Where the change left the network, or what is the server's.
    public let revision: Revision
    public let time: Timestamp
    /// Who did it, such as "user:alice".
    public let actor: String
    public let objects: [EventResource.Object]

    public init(
        network: NetworkName?, epoch: Epoch?, revision: Revision, time: Timestamp, actor: String,
        objects: [EventResource.Object]
    ) {
        self.network = network
        self.epoch = epoch
        self.revision = revision
        self.time = time
        self.actor = actor
        self.objects = objects
    }
}

/// The data of an event named `reset` of the server's stream: events are missing between the last one and the next, and
/// who follows reads everything anew.
public struct ServerResetResource: Hashable, Sendable, Codable {
    /// When the last change was made that is not told any more.
    public let time: Timestamp

    public init(time: Timestamp) { self.time = time }
}

/// Where a follower of the server's events stands, as `id` of an event and `Last-Event-ID` of a request have it:
/// `sequence-milliseconds`. The time tells the changes of a database from those of one that was restored.
public struct ServerEventID: ParsableValue {
    /// The number of the change in the server's log.
    public let sequence: UInt64
    /// When it was committed.
    public let time: Timestamp

    public init(sequence: UInt64, time: Timestamp) {
        self.sequence = sequence
        self.time = time
    }

    /// - Throws: `ModelError.Code.invalidValue` for text that `description` never gives.
    public init(parsing text: String) throws(ModelError) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Decimal.parse(String(parts[0]), maximum: UInt64(Int64.max)),
            let time = Decimal.parse(String(parts[1]), maximum: Self.latest)
        else {
            throw ModelError(
                .invalidValue, field: "Last-Event-ID", message: "\"\(text.excerpt)\" is not the id of an event",
                remedy: "send back the id of the last event, or leave it out to begin with what comes")
        }
        self.init(sequence: sequence, time: Timestamp(millisecondsSince1970: time))
    }

    /// The end of the year 9999.
    private static let latest: Int64 = 253_402_300_799_999

    public var description: String { "\(sequence)-\(time.millisecondsSince1970)" }
}
