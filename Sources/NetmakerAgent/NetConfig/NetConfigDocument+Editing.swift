extension NetConfigDocument {
    /// Gives a value of the table another text, in its own line and as it is written there; a line more where the file has
    /// none for it.
    ///
    /// - Parameter items: the one text, or those of a list.
    /// - Throws: `NetConfigError` when the file holds something that keeps the text from being read there.
    mutating func set(_ key: NetConfigKey, to items: [String]) throws(NetConfigError) {
        if let entry = entries[key.place] {
            replace(entry, key, by: items)
        } else {
            insert(key, items)
        }
        try read()
        guard entries[key.place]?.items == items || items.isEmpty else {
            throw NetConfigError(
                key: "\(key.place)", "what is written for it is not read there",
                remedy: "remove the file, and it is written anew")
        }
    }

    private mutating func replace(_ entry: Entry, _ key: NetConfigKey, by items: [String]) {
        let content = lines[entry.line].content
        let former: NetConfigScalar.Style = entry.itemLines.isEmpty ? entry.scalar.style : .flow
        var text = Array(Self.text(of: items, key.form, like: former).utf8)
        var range = entry.scalar.range
        if entry.scalar.style == .absent {
            text.insert(UInt8(ascii: " "), at: 0)
            range = range.lowerBound..<range.lowerBound
        }
        lines[entry.line].content = content[..<range.lowerBound] + text + content[range.upperBound...]
        lines.removeSubrange(entry.itemLines)
    }

    private mutating func insert(_ key: NetConfigKey, _ items: [String]) {
        let section = key.place.section
        let ending = lines.first { !$0.ending.isEmpty }?.ending ?? NetConfigLine.newline
        let text = Self.text(of: items, key.form, like: .absent)
        guard section != .top else {
            return lines.append(NetConfigLine(content: Array("\(key.place.name): \(text)".utf8), ending: ending))
        }
        var after = lastLines[section]
        if after == nil {
            lines.append(NetConfigLine(content: Array("\(section.rawValue):".utf8), ending: ending))
            after = lines.count - 1
        }
        // As far to the right as the key before it.
        let space = lastKeys[section].map { lines[$0].leadingSpace } ?? Array("    ".utf8)
        let line = NetConfigLine(content: space + Array("\(key.place.name): \(text)".utf8), ending: ending)
        lines.insert(line, at: (after ?? lines.count - 1) + 1)
    }

    // MARK: Texts

    private static func text(
        of items: [String], _ form: NetConfigForm, like style: NetConfigScalar.Style
    ) -> String {
        guard form != .list else { return "[\(items.map { plainItem($0) ?? quoted($0) }.joined(separator: ", "))]" }
        let value = items.first ?? ""
        switch style {
        case .plain: return isPlain(value, form) ? value : quoted(value)
        case .single: return isSingle(value) ? "'\(value)'" : quoted(value)
        case .double, .flow: return quoted(value)
        case .absent: return form.isNumber && isPlain(value, form) ? value : quoted(value)
        }
    }

    private static func isSingle(_ value: String) -> Bool {
        value.unicodeScalars.allSatisfy { $0 != "'" && $0.properties.generalCategory != .control }
    }

    /// A range or an address of IPv4; what has colons is quoted.
    private static func plainItem(_ value: String) -> String? {
        let isSimple = value.unicodeScalars.allSatisfy { digits.contains($0) || $0 == "." || $0 == "/" }
        return isSimple && value.contains(".") ? value : nil
    }

    /// Whether every reader of YAML takes it for what it is. A bare `no`, `1e3` or `10:20` is something else to most, where
    /// a text is meant.
    private static func isPlain(_ value: String, _ form: NetConfigForm) -> Bool {
        let isSimple = value.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || digits.contains(scalar) || marks.contains(scalar))
        }
        guard isSimple, let first = value.unicodeScalars.first, !marks.contains(first), value.last != ":" else {
            return false
        }
        if form.isNumber || form == .flag { return true }
        let isDotted = value.count { $0 == "." } == 3
        let isWord = value.unicodeScalars.contains { $0.properties.isAlphabetic && !numberLetters.contains($0) }
        return isDotted || (isWord && !words.contains(value.lowercased()))
    }

    private static let digits = Set("0123456789".unicodeScalars)
    private static let marks = Set(".-_/:=+".unicodeScalars)
    /// What numbers may hold besides digits, in one of YAML's ways.
    private static let numberLetters = Set("abcdefoxABCDEFOX".unicodeScalars)
    private static let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]

    private static func quoted(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case _ where scalar.properties.generalCategory == .control:
                let digits = String(scalar.value, radix: 16)
                text += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}
