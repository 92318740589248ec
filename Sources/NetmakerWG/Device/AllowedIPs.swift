public import NetmakerCore

/// The prefixes that route to one peer and that it may send from.
///
/// A set, kept as a sorted array: it rarely has more than a handful of members, and comparing two is what happens most.
public struct AllowedIPs: Hashable, Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
    private var prefixes: [IPPrefix]

    /// The distinct prefixes among those given.
    public init(_ prefixes: some Sequence<IPPrefix>) {
        self.prefixes = Array(prefixes)
        guard self.prefixes.count > 1 else { return }
        self.prefixes.sort()
        var previous: IPPrefix?
        self.prefixes.removeAll { prefix in
            defer { previous = prefix }
            return prefix == previous
        }
    }

    /// The distinct prefixes among those given.
    public init(arrayLiteral prefixes: IPPrefix...) {
        self.init(prefixes)
    }

    /// Where iteration starts.
    public var startIndex: Int { prefixes.startIndex }
    /// Where iteration ends.
    public var endIndex: Int { prefixes.endIndex }
    /// The prefix at a position, in ascending order.
    public subscript(position: Int) -> IPPrefix { prefixes[position] }

    /// Adds the members of another.
    public mutating func formUnion(_ other: some Sequence<IPPrefix>) {
        self = AllowedIPs(prefixes + Array(other))
    }

    /// Those that the other lacks.
    public func subtracting(_ other: AllowedIPs) -> AllowedIPs {
        guard self != other else { return [] }
        var left = self
        // Both ascend, so one walk along the two is enough.
        var rest = other.prefixes[...]
        left.prefixes.removeAll { prefix in
            rest = rest.drop { $0 < prefix }
            return rest.first == prefix
        }
        return left
    }

    /// Takes one away, if it is there.
    ///
    /// - Returns: whether it was.
    @discardableResult
    public mutating func remove(_ prefix: IPPrefix) -> Bool {
        guard let index = prefixes.firstIndex(of: prefix) else { return false }
        prefixes.remove(at: index)
        return true
    }
}

extension AllowedIPs: CustomStringConvertible {
    /// The prefixes, separated by commas.
    public var description: String { prefixes.map(\.description).joined(separator: ", ") }
}
