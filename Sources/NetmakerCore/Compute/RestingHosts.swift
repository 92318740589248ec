internal import HashTreeCollections

/// Freed host numbers, the longest free first: a binary heap whose members can also be asked for and taken out.
///
/// The heap's array is a persistent dictionary keyed by position, so that copies share their storage. Equal times are
/// ordered by number: the order follows from the members, not from the history that led to them, and is the same after a
/// restart.
struct RestingHosts: Sendable {
    struct Entry: Comparable, Sendable {
        let host: UInt64
        let freedAt: Timestamp

        static func < (lhs: Self, rhs: Self) -> Bool { (lhs.freedAt, lhs.host) < (rhs.freedAt, rhs.host) }
    }

    private var heap: TreeDictionary<Int, Entry> = [:]
    private var positions: TreeDictionary<UInt64, Int> = [:]

    /// In the order they were freed.
    var entries: [Entry] { heap.values.sorted() }

    /// The one freed first; nil when none rests.
    var first: Entry? { heap[0] }

    func contains(_ host: UInt64) -> Bool { positions[host] != nil }

    /// Lets a host rest. One that rests already goes on until the later time.
    mutating func insert(_ entry: Entry) {
        if let position = positions[entry.host] {
            guard let old = heap[position], old < entry else { return }
            sink(entry, from: position)
        } else {
            rise(entry, from: heap.count)
        }
    }

    /// Whether it was resting.
    mutating func remove(_ host: UInt64) -> Bool {
        guard let position = positions.removeValue(forKey: host),
            let last = heap.removeValue(forKey: heap.count - 1)
        else { return false }
        guard last.host != host else { return true }
        // The last one fills the gap, wherever it belongs from there.
        if let parent = heap[Self.parent(of: position)], position > 0, last < parent {
            rise(last, from: position)
        } else {
            sink(last, from: position)
        }
        return true
    }

    private mutating func rise(_ entry: Entry, from start: Int) {
        var position = start
        while position > 0, let parent = heap[Self.parent(of: position)], entry < parent {
            put(parent, at: position)
            position = Self.parent(of: position)
        }
        put(entry, at: position)
    }

    private mutating func sink(_ entry: Entry, from start: Int) {
        var position = start
        while let child = lesserChild(of: position), child.entry < entry {
            put(child.entry, at: position)
            position = child.position
        }
        put(entry, at: position)
    }

    private mutating func put(_ entry: Entry, at position: Int) {
        heap[position] = entry
        positions[entry.host] = position
    }

    private func lesserChild(of position: Int) -> (entry: Entry, position: Int)? {
        let left = 2 * position + 1
        guard let leftEntry = heap[left] else { return nil }
        if let rightEntry = heap[left + 1], rightEntry < leftEntry { return (rightEntry, left + 1) }
        return (leftEntry, left)
    }

    private static func parent(of position: Int) -> Int { (position - 1) / 2 }
}
