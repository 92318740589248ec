internal import HashTreeCollections

/// Freed host numbers in the order they were freed: a queue whose members can also be asked for and taken out.
struct RestingHosts: Sendable {
    private struct Entry: Sendable {
        let host: UInt64
        let freedAt: Timestamp
    }

    /// Keyed by a running number, so that the queue shares its storage with its copies. Numbers of entries taken out of
    /// the middle stay empty until the front passes them.
    private var entries: TreeDictionary<Int, Entry> = [:]
    private var positions: TreeDictionary<UInt64, Int> = [:]
    private var front = 0
    private var back = 0

    func contains(_ host: UInt64) -> Bool { positions[host] != nil }

    mutating func append(_ host: UInt64, freedAt: Timestamp) {
        entries[back] = Entry(host: host, freedAt: freedAt)
        positions[host] = back
        back += 1
    }

    /// Whether it was resting.
    mutating func remove(_ host: UInt64) -> Bool {
        guard let position = positions.removeValue(forKey: host) else { return false }
        entries[position] = nil
        skipEmpty()
        return true
    }

    /// The host freed first; nil when none rests.
    var longestResting: UInt64? { entries[front]?.host }

    /// Takes out the host freed first if that was before `time`; nil otherwise.
    mutating func removeFirst(freedBefore time: Timestamp) -> UInt64? {
        guard let first = entries[front], first.freedAt < time else { return nil }
        entries[front] = nil
        positions[first.host] = nil
        skipEmpty()
        return first.host
    }

    private mutating func skipEmpty() {
        while front < back, entries[front] == nil { front += 1 }
    }
}
