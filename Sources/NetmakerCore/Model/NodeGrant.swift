/// What an access key gives each node that it admits.
public struct NodeGrant: Hashable, Sendable, Codable {
    /// How long a node stays one.
    public enum Lifetime: String, Hashable, Sendable, Codable, CaseIterable {
        /// Until it is removed, or leaves.
        case lasting
        /// Until its agent has been seen to go, and has stayed away for some minutes.
        case ephemeral
    }

    /// The most tags of one node.
    public static let largestTagCount = 32

    /// In order, each once.
    public private(set) var tags: [Tag]
    public var lifetime: Lifetime

    /// - Throws: `ModelError.Code.invalidValue` for too many tags.
    public init(tags: some Sequence<Tag> = [], lifetime: Lifetime = .lasting) throws(ModelError) {
        self.tags = []
        self.lifetime = lifetime
        try set(tags)
    }

    private init() {
        tags = []
        lifetime = .lasting
    }

    /// - Throws: `ModelError.Code.invalidValue` for too many.
    public mutating func set(_ tags: some Sequence<Tag>) throws(ModelError) {
        let unique = Set(tags).sorted()
        guard unique.count <= Self.largestTagCount else {
            throw ModelError(
                .invalidValue, field: "tags", message: "\(unique.count) tags are too many",
                remedy: "give \(Self.largestTagCount) at most")
        }
        self.tags = unique
    }
}

extension NodeGrant: LaterAddition {
    public static let whenAbsent = NodeGrant()
}
