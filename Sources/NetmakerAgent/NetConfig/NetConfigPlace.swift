/// Where a key stands: the same word means one thing under `node` and another at the top.
struct NetConfigPlace: Hashable, Sendable, CustomStringConvertible {
    enum Section: String, CaseIterable, Sendable {
        /// No section: at the left edge.
        case top
        case server, node
    }

    let section: Section
    let name: String

    init(_ section: Section, _ name: String) {
        self.section = section
        self.name = name
    }

    var description: String { section == .top ? name : "\(section.rawValue).\(name)" }
}
