/// What a command answers: as JSON for scripts, as a row or in detail for people.
protocol Presentable: Encodable, Sendable {
    /// The headings of a list.
    static var columns: [String] { get }
    /// The cells of its row in a list.
    var row: [String] { get }
    /// All there is to say about it.
    var details: [(label: String, value: String)] { get }
    /// The same as people read it: a line a field, unless it is told otherwise.
    var detailText: String { get }
    /// What alone is printed when the caller wants quiet.
    var identifier: String { get }
}

extension Presentable {
    var detailText: String { Table(details: details).text }
}
