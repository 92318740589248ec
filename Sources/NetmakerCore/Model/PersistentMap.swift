internal import HashTreeCollections

/// A dictionary whose copies share what they have in common: a copy costs nothing, a change of one of two copies
/// O(log n). The order is arbitrary.
public struct PersistentMap<Key: Hashable, Value> {
    private var tree: TreeDictionary<Key, Value> = [:]

    /// An empty one.
    public init() {}

    public var count: Int { tree.count }
    public var isEmpty: Bool { tree.isEmpty }
    public var keys: some Collection<Key> { tree.keys }
    public var values: some Collection<Value> { tree.values }

    /// The value with this key; nil when there is none, and to remove it.
    public subscript(key: Key) -> Value? {
        get { tree[key] }
        set { tree[key] = newValue }
    }

    /// Takes a value out; nil when there is none.
    public mutating func removeValue(forKey key: Key) -> Value? { tree.removeValue(forKey: key) }

    /// Puts a value in.
    ///
    /// - Returns: the value it replaces; nil when there was none.
    @discardableResult
    public mutating func updateValue(_ value: Value, forKey key: Key) -> Value? {
        tree.updateValue(value, forKey: key)
    }
}

extension PersistentMap: Sendable where Key: Sendable, Value: Sendable {}
extension PersistentMap: Equatable where Value: Equatable {}

extension PersistentMap: Sequence {
    public func makeIterator() -> some IteratorProtocol<(key: Key, value: Value)> { tree.makeIterator() }
}
