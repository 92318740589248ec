import NetmakerCore
import NetmakerStore

@testable import NetmakerControl

/// The change log of everything that happened.
extension Replay {
    /// Rows follow each other without a hole, and each step says what the last step about its object had put.
    func checkLog() async throws {
        struct Place: Hashable {
            let aggregate: AggregateID
            let object: ChangedObject
        }
        var standing: [Place: Mutation] = [:]
        var last: UInt64 = 0
        var next: UInt64?
        repeat {
            let page = try await world.control.log(
                LogQuery(.everything, .oldestFirst, position: next, limit: 1000))
            for row in page.rows {
                guard row.sequence == last + 1 else { throw Difference("row \(row.sequence) follows row \(last)") }
                last = row.sequence
                for (step, former) in zip(row.entry.mutations, row.former) {
                    let place = Place(aggregate: row.entry.aggregate, object: step.object)
                    let expected = standing[place].map { ChangeRecord.Former.object($0) } ?? .nothing
                    guard former == expected else {
                        throw Difference("row \(last) replaced \(former), and not \(expected)")
                    }
                    standing[place] = step.isPut ? step : nil
                }
                // With a network goes all that it still holds.
                if row.entry.mutations.contains(.removeNetwork) {
                    standing = standing.filter { $0.key.aggregate != row.entry.aggregate }
                }
            }
            next = page.next
        } while next != nil
        guard last == world.control.logEnd else {
            throw Difference("the log ends with row \(last), and is said to end with \(world.control.logEnd)")
        }
    }
}
