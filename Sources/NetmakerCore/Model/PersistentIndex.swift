internal import HashTreeCollections

/// What `PersistentMap` is made of, and enough for values that are small: each copy of a branch copies its values too.
struct PersistentIndex<Key: Hashable, Value> {
    private var tree: TreeDictionary<Key, Value> = [:]

    init() {}

    var count: Int { tree.count }
    var isEmpty: Bool { tree.isEmpty }
    var keys: some Collection<Key> { metered(tree.keys) }
    var values: some Collection<Value> { metered(tree.values) }

    subscript(key: Key) -> Value? {
        get {
            touch()
            return tree[key]
        }
        set {
            touch()
            tree[key] = newValue
        }
    }

    mutating func removeValue(forKey key: Key) -> Value? {
        touch()
        return tree.removeValue(forKey: key)
    }

    mutating func updateValue(_ value: Value, forKey key: Key) -> Value? {
        touch()
        return tree.updateValue(value, forKey: key)
    }
}

extension PersistentIndex: Sendable where Key: Sendable, Value: Sendable {}

extension PersistentIndex: Equatable where Value: Equatable {
    static func == (lhs: Self, rhs: Self) -> Bool {
        touch(lhs.count)
        return lhs.tree == rhs.tree
    }
}

extension PersistentIndex: Sequence {
    func makeIterator() -> some IteratorProtocol<(key: Key, value: Value)> { metered(tree.makeIterator()) }
}
