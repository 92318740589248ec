public import NetmakerCore

/// The prefixes that route to one peer and that it may send from.
///
/// A set, kept in ascending order: it rarely has more than a handful of members, and comparing two is what happens
/// most. The one address that most peers have needs no memory of its own.
public struct AllowedIPs: Hashable, Sendable, RandomAccessCollection, ExpressibleByArrayLiteral {
    private enum Storage: Hashable, Sendable {
        case none
        case one(IPPrefix)
        /// Two or more.
        case several([IPPrefix])
    }

    private var storage: Storage

    /// The distinct prefixes among those given.
    public init(_ prefixes: some Sequence<IPPrefix>) {
        var prefixes = Array(prefixes)
        // What was sorted once comes back sorted, from the kernel as well.
        if !Self.ascend(prefixes) {
            prefixes.sort()
            var previous: IPPrefix?
            prefixes.removeAll { prefix in
                defer { previous = prefix }
                return prefix == previous
            }
        }
        self.init(ascending: prefixes)
    }

    /// One prefix.
    public init(_ prefix: IPPrefix) {
        storage = .one(prefix)
    }

    /// The distinct prefixes among those given.
    public init(arrayLiteral prefixes: IPPrefix...) {
        self.init(prefixes)
    }

    private static func ascend(_ prefixes: [IPPrefix]) -> Bool {
        for index in prefixes.indices.dropFirst() where prefixes[index - 1] >= prefixes[index] { return false }
        return true
    }

    private init(ascending prefixes: [IPPrefix]) {
        switch prefixes.count {
        case 0: storage = .none
        case 1: storage = .one(prefixes[0])
        default: storage = .several(prefixes)
        }
    }

    private var prefixes: [IPPrefix] {
        switch storage {
        case .none: []
        case .one(let prefix): [prefix]
        case .several(let prefixes): prefixes
        }
    }

    /// Where iteration starts.
    public var startIndex: Int { 0 }

    /// Where iteration ends.
    public var endIndex: Int {
        switch storage {
        case .none: 0
        case .one: 1
        case .several(let prefixes): prefixes.count
        }
    }

    /// The prefix at a position, in ascending order.
    public subscript(position: Int) -> IPPrefix {
        switch storage {
        case .none: preconditionFailure("no prefix stands at \(position) of none")
        case .one(let prefix):
            precondition(position == 0, "there is one prefix only")
            return prefix
        case .several(let prefixes): return prefixes[position]
        }
    }

    /// Adds the members of another.
    public mutating func formUnion(_ other: some Sequence<IPPrefix>) {
        self = AllowedIPs(prefixes + Array(other))
    }

    /// Those that the other lacks.
    public func subtracting(_ other: AllowedIPs) -> AllowedIPs {
        guard self != other else { return [] }
        guard !isEmpty, !other.isEmpty else { return self }
        // Both ascend, so one walk along the two is enough.
        var rest = other[...]
        return AllowedIPs(
            ascending: filter { prefix in
                rest = rest.drop { $0 < prefix }
                return rest.first != prefix
            })
    }

    /// Takes one away, if it is there.
    ///
    /// - Returns: whether it was.
    @discardableResult
    public mutating func remove(_ prefix: IPPrefix) -> Bool {
        guard let index = firstIndex(of: prefix) else { return false }
        var prefixes = prefixes
        prefixes.remove(at: index)
        self = AllowedIPs(ascending: prefixes)
        return true
    }
}

extension AllowedIPs: CustomStringConvertible {
    /// The prefixes, separated by commas.
    public var description: String { map(\.description).joined(separator: ", ") }
}
