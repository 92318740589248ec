internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerCore

/// The part of a list that a request asks for.
struct Page<Name: Comparable & ParsableValue> {
    /// Nil for all there are.
    private let limit: Int?
    /// The name of the last one the asker has; nil for none.
    private let after: Name?

    /// - Parameter most: how many a page holds at most, whatever is asked for; nil for all there are.
    /// - Throws: `ModelError.Code.invalidValue` for a limit or a cursor that is none.
    init(_ query: [String: String], most: Int? = nil) throws(ModelError) {
        let wanted = try query["limit"].map { text throws(ModelError) in try PageLimit(parsing: text).number }
        limit = most.map { min(wanted ?? $0, $0) } ?? wanted
        after = try query["after"].map { text throws(ModelError) in try Cursor<Name>(parsing: text).name }
    }

    /// That part, in the order of their names, with where the next one begins.
    func listing<Element, Item>(
        of elements: some Sequence<Element>, by name: (Element) -> Name, as item: (Element) -> Item
    ) -> Listing<Item> {
        let (part, next) = part(of: elements, by: name)
        return Listing(part.map(item), next: next)
    }

    /// The same of what is not told as it is.
    func part<Element>(
        of elements: some Sequence<Element>, by name: (Element) -> Name
    ) -> (part: [Element], next: String?) {
        let elements = Array(elements)
        // Names are put in order, and their places: to move the elements themselves about takes ten times as long.
        var following = elements.indices.map { (name: name(elements[$0]), index: $0) }
        if let after { following.removeAll { $0.name <= after } }
        following.sort { $0.name < $1.name }
        let part = following.prefix(limit ?? following.count)
        let last = part.count < following.count ? part.last : nil
        return (part.map { elements[$0.index] }, last.map { Cursor($0.name).description })
    }
}
