/// What a command answers that is told in lines, since no table holds it.
protocol Narrated: Encodable, Sendable {
    /// For people.
    var lines: [String] { get }
    /// What alone is printed when the caller wants quiet.
    var identifier: String { get }
}
