internal import DequeModule
internal import NetmakerAPI
internal import NetmakerCore
internal import NetmakerStore
internal import Synchronization

/// The last changes as the text that followers of the server are told: whoever reads a row of the log first has made it for
/// all others, of whom there may be hundreds. Two who read it at the same moment both have.
final class ChangeTexts: Sendable {
    /// A row of the log.
    struct Line: Sendable {
        let position: ServerEventID
        let aggregate: AggregateID
        let text: String

        init(_ row: ChangeRecord) throws {
            position = ServerEventID(sequence: row.sequence, time: row.entry.time)
            aggregate = row.entry.aggregate
            text = try EventText.of("change", position, ServerEventResource(row.entry))
        }
    }

    private struct State {
        /// Each follows the one before it.
        var lines: Deque<Line> = []
        var bytes = 0
    }
    private let state = Mutex(State())

    /// How many bytes of text are kept.
    static let capacity = 1 << 18

    /// Those that follow a row; empty when the next one is not known here.
    func lines(after sequence: UInt64) -> [Line] {
        state.withLock { state in
            guard let first = state.lines.first?.position.sequence, sequence + 1 >= first else { return [] }
            return Array(state.lines.dropFirst(Int(clamping: sequence + 1 - first)))
        }
    }

    /// Keeps lines that were read, in their order, where they are newer than what is kept.
    func keep(_ lines: [Line]) {
        state.withLock { state in
            for line in lines {
                let last = state.lines.last?.position.sequence ?? 0
                guard line.position.sequence > last else { continue }
                if line.position.sequence > last + 1 { state = State() }
                state.lines.append(line)
                state.bytes += line.text.utf8.count
            }
            while state.bytes > Self.capacity, let first = state.lines.popFirst() {
                state.bytes -= first.text.utf8.count
            }
        }
    }
}

extension ServerEventResource {
    fileprivate init(_ entry: ChangeEntry) {
        self.init(
            network: entry.aggregate.network, epoch: entry.aggregate.epoch, revision: entry.revision, time: entry.time,
            actor: entry.actor,
            objects: entry.mutations.map { EventResource.Object($0, in: entry.aggregate.network) })
    }
}
