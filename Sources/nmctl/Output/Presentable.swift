/// What a command answers: as JSON for scripts, as a row or in detail for people.
protocol Presentable: Encodable, Sendable {
    /// The headings of a list.
    static var columns: [String] { get }
    /// Headings in the order in which a narrow terminal does without them, before all others from the last on. The
    /// first column stays.
    static var unimportantColumns: [String] { get }
    /// The cells of its row in a list.
    var row: [String] { get }
    /// All there is to say about it.
    var details: [(label: String, value: String)] { get }
    /// The same as people read it: a line a field, unless it is told otherwise.
    ///
    /// - Parameter width: what it has to fit in, in columns of a terminal; nil for as much as it takes.
    func detailText(width: Int?) -> String
    /// What alone is printed when the caller wants quiet.
    var identifier: String { get }
}

extension Presentable {
    func detailText(width: Int?) -> String { Table(details: details).text(width: width) }
    static var unimportantColumns: [String] { [] }
}
