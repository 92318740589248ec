internal import NetmakerAPI
internal import NetmakerCore
internal import NetmakerStore

/// What rows of one aggregate's log, taken together, did to each object: only what it was before the first of them and
/// after the last counts.
struct ObjectDifference {
    private struct Span {
        let before: ChangeRecord.Former
        var last: Mutation
    }

    /// Whose log it is; nil for the directory's.
    let network: NetworkName?
    private var order: [ChangedObject] = []
    private var spans: [ChangedObject: Span] = [:]

    init(in network: NetworkName?) { self.network = network }

    /// What one row did.
    init(of record: ChangeRecord) {
        self.init(in: record.entry.aggregate.network)
        add(record)
    }

    /// Adds the row that follows.
    mutating func add(_ record: ChangeRecord) {
        for (step, former) in zip(record.entry.mutations, record.former) {
            if spans[step.object] == nil {
                order.append(step.object)
                spans[step.object] = Span(before: former, last: step)
            } else {
                spans[step.object]?.last = step
            }
        }
    }

    /// Each object that is another now, in the order in which they were first touched.
    ///
    /// - Parameter untouched: whether those are told too that the rows were about, and that are as they were.
    func objects(untouched: Untouched = .left) -> [ObjectChange] {
        order.compactMap { object in
            guard let change = spans[object].flatMap(change) else { return nil }
            return change.deed == .changed && change.fields.isEmpty && untouched == .left ? nil : change
        }
    }

    enum Untouched { case left, told }

    /// Nil for what came and went.
    private func change(_ span: Span) -> ObjectChange? {
        let told = ObjectHeading(span.last, in: network)
        var (name, old) = (told.name, ReadableObject?.none)
        let new = ReadableObject(span.last)
        let deed: ObjectChange.Deed
        switch (span.before, new) {
        case (.nothing, nil): return nil
        case (.nothing, _?): deed = .added
        case (.unknown, let new): deed = new == nil ? .removed : .recorded
        case (.object(let former), let new):
            deed = new == nil ? .removed : .changed
            old = ReadableObject(former)
            name = name ?? ObjectHeading(former, in: network).name
        }
        return ObjectChange(
            told.kind, deed, id: told.id, name: name, fields: ReadableObject.difference(from: old, to: new))
    }
}

extension AggregateID {
    /// Nil for the directory.
    var network: NetworkName? {
        if case .network(let name, _) = self { name } else { nil }
    }

    /// Which life of the network; nil for the directory.
    var epoch: Epoch? {
        if case .network(_, let epoch) = self { epoch } else { nil }
    }
}
