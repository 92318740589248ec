internal import NetmakerCore

/// Why a `netconfig-<net>` means nothing as a whole: it is left as it is.
struct NetConfigError: Error, Hashable, CustomStringConvertible {
    /// From 1 on; nil when no line in particular is the matter.
    let line: Int?
    /// As the table has it, or as the file has it when no table does; nil when it is of no key.
    let key: String?
    /// What is the matter.
    let message: String
    /// What the reader can do next.
    let remedy: String

    init(line: Int? = nil, key: String? = nil, _ message: String, remedy: String) {
        self.line = line
        // A key that nobody knows is whatever somebody wrote there.
        self.key = key?.plain(maximumLength: 80)
        self.message = message
        self.remedy = remedy
    }

    var description: String {
        let place = [line.map { "line \($0)" }, key.map { "key \($0)" }].compactMap(\.self).joined(separator: ", ")
        return (place.isEmpty ? "" : "\(place): ") + "\(message); \(remedy)"
    }
}
