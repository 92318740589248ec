/// The answer to a request for many: an object, so that a later release can say more than the items.
public struct Listing<Item: Codable & Sendable>: Codable, Sendable {
    /// In the order of their names.
    public let items: [Item]
    /// Where the next page begins, for `after`; nil when these are the last.
    public let next: String?

    public init(_ items: [Item], next: String? = nil) {
        self.items = items
        self.next = next
    }
}

extension Listing: Equatable where Item: Equatable {}
extension Listing: Hashable where Item: Hashable {}
