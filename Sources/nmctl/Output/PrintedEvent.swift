/// An event of a stream as a line says it, or as one object with what the stream has of it.
protocol PrintedEvent: Presentable {
    /// What it is called, such as `change`.
    var name: String { get }
    var data: any Encodable { get }
    /// Whether none comes after it.
    var isLast: Bool { get }
}

private enum EventKeys: String, CodingKey { case id, event, data }

extension PrintedEvent {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: EventKeys.self)
        try container.encode(identifier, forKey: .id)
        try container.encode(name, forKey: .event)
        try container.encode(data, forKey: .data)
    }

    var details: [(label: String, value: String)] { Array(zip(Self.columns, row)) }
}
