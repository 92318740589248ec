internal import NetmakerCore

/// A section of a configuration file as it stands there, its values not understood yet. They point into the file's
/// text, so a section lives no longer than that: no secret is copied.
struct ConfigurationSection {
    enum Kind: String {
        case interface = "[Interface]"
        case peer = "[Peer]"
    }

    private struct Assignment {
        let key: ConfigurationKey
        let line: Int
        let value: UnsafeRawBufferPointer
    }

    let kind: Kind
    /// Where it begins.
    let line: Int
    private var assignments: [Assignment] = []

    init(_ kind: Kind, line: Int) {
        self.kind = kind
        self.line = line
    }

    mutating func add(
        _ key: ConfigurationKey, _ value: UnsafeRawBufferPointer, line: Int
    ) throws(ConfigurationFileError) {
        guard key.section == kind else {
            throw ConfigurationFileError(
                .misplacedKey, line: line, key: key, message: "it does not belong into a section \(kind.rawValue)",
                remedy: "move it below \(key.section.rawValue)")
        }
        if !key.mayRepeat, let other = assignments.first(where: { $0.key == key }) {
            throw ConfigurationFileError(
                .duplicate, line: line, key: key, message: "it stands in line \(other.line) already",
                remedy: "keep one of the two")
        }
        guard !value.isEmpty else {
            throw ConfigurationFileError(
                .invalidValue, line: line, key: key, message: "it has no value", remedy: "give one, or remove the line")
        }
        assignments.append(Assignment(key: key, line: line, value: value))
    }

    /// What the lines of a key say, in order.
    func values<Value>(
        _ key: ConfigurationKey, _ parse: (String) throws(ModelError) -> Value
    ) throws(ConfigurationFileError) -> [(value: Value, line: Int)] {
        var values: [(Value, Int)] = []
        for assignment in assignments where assignment.key == key {
            values.append((try parsed(assignment, parse), assignment.line))
        }
        return values
    }

    /// What the items of the lines of a key say, which commas part.
    func items<Value>(
        _ key: ConfigurationKey, _ parse: (String) throws(ModelError) -> Value
    ) throws(ConfigurationFileError) -> [(value: Value, line: Int)] {
        var items: [(Value, Int)] = []
        for (list, line) in try values(key, { $0 }) {
            for item in list.split(separator: ",", omittingEmptySubsequences: false) {
                let text = String(item.trimmingSpace())
                items.append((try faulty(at: line, key) { () throws(ModelError) in try parse(text) }, line))
            }
        }
        return items
    }

    /// What the one line of a key says; nil when there is none.
    func value<Value>(
        _ key: ConfigurationKey, _ parse: (String) throws(ModelError) -> Value
    ) throws(ConfigurationFileError) -> Value? {
        guard let assignment = assignments.first(where: { $0.key == key }) else { return nil }
        return try parsed(assignment, parse)
    }

    /// The key in the one line of a key's name, which never becomes a text; nil when there is none.
    func secret<Value>(
        _ key: ConfigurationKey, _ make: (UnsafeMutableBufferPointer<UInt8>) throws(ModelError) -> Value
    ) throws(ConfigurationFileError) -> Value? {
        guard let assignment = assignments.first(where: { $0.key == key }) else { return nil }
        return try faulty(at: assignment.line, key) { () throws(ModelError) in
            try KeyText.withKey(inBase64: assignment.value) { bytes throws(ModelError) in try make(bytes) }
        }
    }

    /// The error that a key is missing.
    func missing(_ key: ConfigurationKey, _ remedy: String) -> ConfigurationFileError {
        ConfigurationFileError(
            .missing, line: line, key: key, message: "the section \(kind.rawValue) has none", remedy: remedy)
    }

    private func parsed<Value>(
        _ assignment: Assignment, _ parse: (String) throws(ModelError) -> Value
    ) throws(ConfigurationFileError) -> Value {
        guard let text = String(validating: assignment.value, as: UTF8.self) else {
            throw ConfigurationFileError(
                .malformedLine, line: assignment.line, key: assignment.key, message: "its value is not UTF-8",
                remedy: "save the file as UTF-8")
        }
        return try faulty(at: assignment.line, assignment.key) { () throws(ModelError) in try parse(text) }
    }

    private func faulty<Value>(
        at line: Int, _ key: ConfigurationKey, _ parse: () throws(ModelError) -> Value
    ) throws(ConfigurationFileError) -> Value {
        do {
            return try parse()
        } catch {
            throw ConfigurationFileError(
                .invalidValue, line: line, key: key, message: error.message, remedy: error.remedy)
        }
    }
}

extension StringProtocol {
    /// Without blanks and tabs at its ends.
    fileprivate func trimmingSpace() -> SubSequence {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return self[startIndex..<startIndex]
        }
        return self[first...last]
    }
}
