/// A dictionary whose copies share what they have in common: a copy costs nothing, a change of one of two copies
/// O(log n). The order is arbitrary.
public struct PersistentMap<Key: Hashable, Value> {
    private var boxes = PersistentIndex<Key, Box<Value>>()

    /// An empty one.
    public init() {}

    public var count: Int { boxes.count }
    public var isEmpty: Bool { boxes.isEmpty }
    public var keys: some Collection<Key> { boxes.keys }
    public var values: some Collection<Value> { boxes.values.lazy.map(\.value) }

    /// The value with this key; nil when there is none, and to remove it.
    public subscript(key: Key) -> Value? {
        get { boxes[key]?.value }
        set { boxes[key] = newValue.map(Box.init) }
    }

    /// Takes a value out; nil when there is none.
    public mutating func removeValue(forKey key: Key) -> Value? { boxes.removeValue(forKey: key)?.value }

    /// Puts a value in.
    ///
    /// - Returns: the value it replaces; nil when there was none.
    @discardableResult
    public mutating func updateValue(_ value: Value, forKey key: Key) -> Value? {
        boxes.updateValue(Box(value), forKey: key)?.value
    }
}

extension PersistentMap: Sendable where Key: Sendable, Value: Sendable {}

extension PersistentMap: Equatable where Value: Equatable {}

extension PersistentMap: Sequence {
    public func makeIterator() -> some IteratorProtocol<(key: Key, value: Value)> {
        boxes.lazy.map { (key: $0.key, value: $0.value.value) }.makeIterator()
    }
}

/// A value by reference: a branch of the tree is copied with each change of what is on it, and values may be large.
private final class Box<Value> {
    let value: Value

    init(_ value: Value) { self.value = value }
}

extension Box: Sendable where Value: Sendable {}

extension Box: Equatable where Value: Equatable {
    static func == (lhs: Box, rhs: Box) -> Bool { lhs === rhs || lhs.value == rhs.value }
}
