public import NetmakerCore

/// Values by public key, in the order in which they came until one is taken away.
///
/// A dictionary would do; but a device of ten thousand peers is read by appending to it, and the kernel makes a peer
/// known in fewer instructions than a dictionary takes to insert one. Public keys are near to random already, so what a
/// table needs of them is cheap: see `PublicKey.mixed(with:)`.
public struct PeerTable<Value: Sendable>: Sendable {
    private struct Entry {
        let key: PublicKey
        var value: Value
    }

    private var entries: ContiguousArray<Entry> = []
    /// For each key, at the first free place from where its number points to: its position among the entries, from 1.
    /// A power of two, and never more than half full.
    private var slots: ContiguousArray<UInt32> = []
    private let seed: UInt64

    /// An empty table.
    public init() {
        self.init(seed: TableSeed.ofProcess)
    }

    /// An empty table whose keys lie where a seed puts them: the same in every run.
    init(seed: UInt64) {
        self.seed = seed
    }

    /// The values of some keys. Of two for one key, the later counts.
    public init(_ pairs: some Sequence<(key: PublicKey, value: Value)>) {
        self.init()
        for (key, value) in pairs { self[key] = value }
    }

    /// How many values there are.
    public var count: Int { entries.count }
    /// Whether there are none.
    public var isEmpty: Bool { entries.isEmpty }
    /// The keys.
    public var keys: some RandomAccessCollection<PublicKey> { entries.lazy.map(\.key) }
    /// The values.
    public var values: some RandomAccessCollection<Value> { entries.lazy.map(\.value) }

    /// The value of a key; nil for none, which takes it away.
    public subscript(key: PublicKey) -> Value? {
        get { position(of: key).map { entries[$0].value } }
        set {
            switch (position(of: key), newValue) {
            case (let position?, let value?): entries[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?):
                entries.append(Entry(key: key, value: value))
                if entries.count * 2 > slots.count { makeSlots() } else { occupy(slotFor: key, with: entries.count) }
            case (nil, nil): break
            }
        }
    }

    /// The values as they become by `transform`.
    public func mapValues<Other>(_ transform: (Value) throws -> Other) rethrows -> [PublicKey: Other] {
        Dictionary(uniqueKeysWithValues: try entries.map { ($0.key, try transform($0.value)) })
    }

    // MARK: Filling at once

    /// Appends a value without looking whether its key is there: ``index()`` does, for all at once.
    mutating func appendUnindexed(_ key: PublicKey, _ value: consuming Value) {
        entries.append(Entry(key: key, value: value))
    }

    /// Changes the value appended last.
    mutating func updateLast(_ body: (inout Value) -> Void) {
        body(&entries[entries.count - 1].value)
    }

    /// Makes room for so many.
    mutating func reserveCapacity(_ count: Int) {
        entries.reserveCapacity(count)
    }

    /// Makes findable what was appended.
    ///
    /// - Returns: whether all keys are distinct.
    mutating func index() -> Bool {
        makeSlots()
    }

    // MARK: Slots

    private func position(of key: PublicKey) -> Int? {
        guard !slots.isEmpty else { return nil }
        var slot = home(of: key)
        while slots[slot] != 0 {
            let position = Int(slots[slot]) - 1
            if entries[position].key == key { return position }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func home(of key: PublicKey) -> Int { Int(truncatingIfNeeded: key.mixed(with: seed)) & (slots.count - 1) }

    private mutating func occupy(slotFor key: PublicKey, with number: Int) {
        var slot = home(of: key)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(number)
    }

    @discardableResult
    private mutating func makeSlots() -> Bool {
        var size = 16
        while size < entries.count * 3 { size *= 2 }
        slots = ContiguousArray(repeating: 0, count: size)
        var areDistinct = true
        for position in entries.indices {
            let key = entries[position].key
            var slot = home(of: key)
            while slots[slot] != 0 {
                if entries[Int(slots[slot]) - 1].key == key { areDistinct = false }
                slot = (slot + 1) & (size - 1)
            }
            slots[slot] = UInt32(position + 1)
        }
        return areDistinct
    }

    /// Takes an entry away; the last moves into its place.
    private mutating func remove(at position: Int) {
        vacate(slotOf: entries[position].key, at: position)
        let last = entries.removeLast()
        guard position < entries.count else { return }
        var slot = home(of: last.key)
        while slots[slot] != UInt32(entries.count + 1) { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(position + 1)
        entries[position] = last
    }

    /// Frees a slot and moves those behind it that would not be found any more.
    private mutating func vacate(slotOf key: PublicKey, at position: Int) {
        let mask = slots.count - 1
        var hole = home(of: key)
        while slots[hole] != UInt32(position + 1) { hole = (hole + 1) & mask }
        var slot = (hole + 1) & mask
        while slots[slot] != 0 {
            let home = home(of: entries[Int(slots[slot]) - 1].key)
            // It may move to the hole when its home does not lie between the two.
            if (slot &- home) & mask >= (slot &- hole) & mask {
                slots[hole] = slots[slot]
                hole = slot
            }
            slot = (slot + 1) & mask
        }
        slots[hole] = 0
    }
}

extension PeerTable: Sequence {
    /// Iterates over keys and values.
    public func makeIterator() -> AnyIterator<(key: PublicKey, value: Value)> {
        var rest = entries.makeIterator()
        return AnyIterator { rest.next().map { ($0.key, $0.value) } }
    }

    /// Those that satisfy a condition.
    public func filter(_ isIncluded: ((key: PublicKey, value: Value)) throws -> Bool) rethrows -> PeerTable {
        var table = PeerTable()
        for entry in self where try isIncluded(entry) { table[entry.key] = entry.value }
        return table
    }
}

extension PeerTable: ExpressibleByDictionaryLiteral {
    /// The values of some keys. Of two for one key, the later counts.
    public init(dictionaryLiteral elements: (PublicKey, Value)...) {
        self.init(elements.map { (key: $0, value: $1) })
    }
}

/// What makes the order of keys in tables another in each process, so that nobody can choose keys that collide.
private enum TableSeed {
    static let ofProcess = UInt64.random(in: .min ... .max)
}
