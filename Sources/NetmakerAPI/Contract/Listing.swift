/// The answer to a request for many: an object, so that a later release can say more than the items.
public struct Listing<Item: Codable & Sendable>: Codable, Sendable {
    /// In the order of their names.
    public let items: [Item]

    public init(_ items: [Item]) { self.items = items }
}

extension Listing: Equatable where Item: Equatable {}
extension Listing: Hashable where Item: Hashable {}
