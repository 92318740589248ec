/// A set of host numbers below a bound that finds its lowest absent member in a step per level.
///
/// Level 0 has a bit for each number. Each further level has a bit for each 64-bit word of the one below, set when that
/// word is full; so the search goes down from the top, always into the first word that is not full. Words are kept in
/// persistent dictionaries, absent while they are zero: copies share, and a range of 2^32 costs what is used of it.
struct HostNumberSet: Sendable {
    /// One more than the highest number.
    let bound: UInt64
    private var levels: [PersistentIndex<UInt64, UInt64>]

    init(bound: UInt64) {
        self.bound = bound
        var count = 1
        var words = (bound + 63) / 64
        while words > 1 {
            count += 1
            words = (words + 63) / 64
        }
        levels = Array(repeating: PersistentIndex(), count: count)
    }

    func contains(_ number: UInt64) -> Bool { word(number / 64, on: 0) & bit(number) != 0 }

    /// Whether it was absent.
    mutating func insert(_ number: UInt64) -> Bool {
        guard !contains(number) else { return false }
        var position = number
        for level in levels.indices {
            let word = self.word(position / 64, on: level) | bit(position)
            levels[level][position / 64] = word
            guard word == .max else { break }
            position /= 64
        }
        return true
    }

    mutating func remove(_ number: UInt64) {
        var position = number
        for level in levels.indices {
            let old = self.word(position / 64, on: level)
            let word = old & ~bit(position)
            levels[level][position / 64] = word == 0 ? nil : word
            guard old == .max else { break }
            position /= 64
        }
    }

    /// The lowest number from `start` on that is not in the set; nil when there is none below the bound.
    func lowestAbsent(from start: UInt64) -> UInt64? {
        var level = 0
        var position = start
        // Up, while the rest of the word at this position is full; down again into the first word that is not.
        while level < levels.count {
            let word = self.word(position / 64, on: level) | (bit(position) - 1)
            if word == .max {
                level += 1
                position = position / 64 + 1
                // The last word of a level was full: its successor may begin a new word of the level above.
                continue
            }
            position = position / 64 * 64 + UInt64((~word).trailingZeroBitCount)
            if level == 0 { return position < bound ? position : nil }
            level -= 1
            position *= 64
        }
        return nil
    }

    private func word(_ index: UInt64, on level: Int) -> UInt64 { levels[level][index] ?? 0 }

    private func bit(_ position: UInt64) -> UInt64 { 1 << (position % 64) }
}
