/// A `netconfig-<net>` line by line. It knows where the values stand that `NetConfigKey` has, and how to change one of
/// them; all else, remarks, order, keys that nobody knows, line breaks of either kind, stays as it is to the byte.
struct NetConfigDocument: Hashable, Sendable {
    /// A longer file is not read.
    static let maximumLength = 262_144

    /// A value that the table knows.
    struct Entry: Hashable, Sendable {
        let line: Int
        let scalar: NetConfigScalar
        /// The lines of a list that has an item a line.
        var itemLines: Range<Int>
        var items: [String]
    }

    var lines: [NetConfigLine]
    /// What sorts of bytes the file begins with before its first line: a byte order mark, or nothing.
    let mark: [UInt8]
    private(set) var entries: [NetConfigPlace: Entry] = [:]
    /// The line of each section's name.
    private(set) var sections: [NetConfigPlace.Section: Int] = [:]
    /// The last line of each section that says something.
    private(set) var lastLines: [NetConfigPlace.Section: Int] = [:]
    /// The line of the last key of each section.
    private(set) var lastKeys: [NetConfigPlace.Section: Int] = [:]

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// - Throws: `NetConfigError` for what has no meaning, or more than one.
    init(_ bytes: [UInt8]) throws(NetConfigError) {
        mark = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark : []
        lines = NetConfigLine.lines(of: Array(bytes.dropFirst(mark.count)))
        try read()
    }

    var bytes: [UInt8] { mark + lines.flatMap(\.bytes) }

    /// The texts of a value; nil where the file has none.
    subscript(_ place: NetConfigPlace) -> [String]? { entries[place]?.items }

    // MARK: Reading

    /// What was read last: what is deeper belongs to it.
    private struct Reading {
        var section = NetConfigPlace.Section.top
        var key: String?
        var place: NetConfigPlace?
        /// The lines under it are its own, and no part of a value.
        var isSection = false
        var indentation = 0
        var hasBegun = false
    }

    /// Reads where everything stands; done again after lines have come or gone.
    mutating func read() throws(NetConfigError) {
        (entries, sections, lastLines, lastKeys) = ([:], [:], [:], [:])
        var reading = Reading()
        for index in lines.indices {
            guard let first = lines[index].firstSign, lines[index].content[first] != UInt8(ascii: "#") else { continue }
            try readLine(index, from: first, &reading)
        }
        guard reading.hasBegun else {
            throw NetConfigError(
                "it is empty", remedy: "remove the file, and it is written anew, or put back what it held")
        }
        guard lines.last?.ending.isEmpty == false else {
            throw NetConfigError(
                line: lines.count, key: reading.key, "the file ends in the midst of a line",
                remedy: "end the last line, if it is whole")
        }
    }

    private mutating func readLine(_ index: Int, from first: Int, _ reading: inout Reading) throws(NetConfigError) {
        let line = lines[index]
        let indentation = line.indentation
        let isItem =
            line.content[first] == UInt8(ascii: "-")
            && (first + 1 == line.content.count || line.content[first + 1].isBlank)
        if reading.key != nil, !reading.isSection,
            indentation > reading.indentation || (isItem && indentation == reading.indentation)
        {
            return try readRest(index, from: first, isItem: isItem, reading)
        }
        if indentation == 0 {
            if try isMarker(line.content, index, reading) { return }
            reading.section = .top
        }
        reading.hasBegun = true
        guard indentation == 0 || reading.section != .top else {
            throw NetConfigError(line: index + 1, "the line is in no section", remedy: "put it under server or node")
        }
        let (name, valueStart) = try Self.key(in: line.content, from: first, index)
        reading.indentation = indentation
        reading.key = name
        reading.place = nil
        if indentation == 0, let section = NetConfigPlace.Section(rawValue: name), section != .top {
            try open(section, index, valueStart)
            reading.section = section
            reading.isSection = true
            return
        }
        reading.isSection = false
        lastLines[reading.section] = index
        lastKeys[reading.section] = index
        try readValue(of: name, index, from: valueStart, &reading)
    }

    /// `---` before everything, and `%YAML` before that.
    private func isMarker(_ content: [UInt8], _ index: Int, _ reading: Reading) throws(NetConfigError) -> Bool {
        let isStart = content.starts(with: Array("---".utf8)) && content.dropFirst(3).allSatisfy(\.isBlank)
        let isDirective = content.first == UInt8(ascii: "%")
        let isEnd = content.starts(with: Array("...".utf8)) && content.dropFirst(3).allSatisfy(\.isBlank)
        guard isStart || isDirective || isEnd else { return false }
        guard !reading.hasBegun, !isEnd else {
            throw NetConfigError(line: index + 1, "another document begins here", remedy: "keep to one")
        }
        return true
    }

    private mutating func open(
        _ section: NetConfigPlace.Section, _ index: Int, _ valueStart: Int
    ) throws(NetConfigError) {
        guard sections[section] == nil else { throw Self.twice(section.rawValue, index) }
        let rest = lines[index].content[valueStart...].drop(while: \.isBlank)
        guard rest.isEmpty || rest.first == UInt8(ascii: "#") else {
            throw NetConfigError(
                line: index + 1, key: section.rawValue, "something stands in the line of the section's name",
                remedy: "write each of its keys in a line of its own, under it")
        }
        sections[section] = index
        lastLines[section] = index
    }

    private mutating func readValue(
        of name: String, _ index: Int, from start: Int, _ reading: inout Reading
    ) throws(NetConfigError) {
        let content = lines[index].content
        guard let key = NetConfigKey[reading.section, name], key.isRead else {
            guard NetConfigScalar.endsInLine(content, from: start) else {
                throw Self.error(.multiLine, NetConfigPlace(reading.section, name), index)
            }
            return
        }
        reading.place = key.place
        guard entries[key.place] == nil else { throw Self.twice("\(NetConfigPlace(reading.section, name))", index) }
        let scalar: NetConfigScalar
        do throws(NetConfigScalar.Unreadable) {
            scalar = try NetConfigScalar(in: content, from: start)
        } catch {
            throw Self.error(error, NetConfigPlace(reading.section, name), index)
        }
        guard scalar.style != .flow || key.form == .list else {
            throw NetConfigError(
                line: index + 1, key: "\(key.place)", "it holds a list", remedy: "write one value")
        }
        entries[key.place] = Entry(
            line: index, scalar: scalar, itemLines: index + 1..<index + 1, items: scalar.items)
    }

    /// A line that belongs to the key before it.
    private mutating func readRest(
        _ index: Int, from first: Int, isItem: Bool, _ reading: Reading
    ) throws(NetConfigError) {
        lastLines[reading.section] = index
        guard let place = reading.place, var entry = entries[place] else { return }
        guard isItem, NetConfigKey[place]?.form == .list, entry.scalar.style == .absent else {
            throw Self.error(.multiLine, place, index)
        }
        let item: NetConfigScalar
        do throws(NetConfigScalar.Unreadable) {
            item = try NetConfigScalar(in: lines[index].content, from: first + 1)
        } catch {
            throw Self.error(error, place, index)
        }
        guard item.style != .flow else { throw Self.error(.multiLine, place, index) }
        entry.items += item.items
        entry.itemLines = entry.itemLines.lowerBound..<index + 1
        entries[place] = entry
    }

    private static func error(
        _ unreadable: NetConfigScalar.Unreadable, _ place: NetConfigPlace, _ index: Int
    ) -> NetConfigError {
        NetConfigError(line: index + 1, key: "\(place)", unreadable.message, remedy: unreadable.remedy)
    }

    private static func twice(_ key: String, _ index: Int) -> NetConfigError {
        NetConfigError(line: index + 1, key: key, "it is there twice", remedy: "keep one of the two lines")
    }

    /// - Returns: the key's name, and where what follows its colon begins.
    private static func key(
        in content: [UInt8], from first: Int, _ index: Int
    ) throws(NetConfigError) -> (String, Int) {
        let quote = content[first]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            if let end = content[(first + 1)...].firstIndex(of: quote),
                let colon = content[(end + 1)...].firstIndex(where: { !$0.isBlank }),
                content[colon] == UInt8(ascii: ":"),
                let name = String(validating: content[(first + 1)..<end], as: UTF8.self)
            {
                return (name, colon + 1)
            }
        } else if !Array("-?&*!|>@`%{}[],<".utf8).contains(quote) {
            let colon = content[first...].indices.first { place in
                content[place] == UInt8(ascii: ":") && (place + 1 == content.count || content[place + 1].isBlank)
            }
            if let colon, let name = String(validating: content[first..<colon], as: UTF8.self) {
                let end = name.lastIndex { $0 != " " && $0 != "\t" }
                return (end.map { String(name[...$0]) } ?? "", colon + 1)
            }
        }
        // Not with its text: who knows what it is.
        throw NetConfigError(
            line: index + 1, "the line is no key with a value",
            remedy: "write key: value, or # before a remark")
    }
}
