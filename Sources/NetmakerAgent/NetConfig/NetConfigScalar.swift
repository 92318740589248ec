/// A value as it stands in a line: one scalar, a list in brackets, or nothing. Of YAML's other ways none is read.
struct NetConfigScalar: Hashable, Sendable {
    enum Style: Hashable, Sendable {
        /// There is nothing, or only a remark.
        case absent
        case plain, single, double
        /// `[a, b]`
        case flow
    }

    /// Why a value is not read.
    struct Unreadable: Error {
        let message: String
        let remedy: String

        static let multiLine = Unreadable(
            message: "its value goes on in the next line", remedy: "write it in one line")
    }

    let style: Style
    /// Where it stands in the line: without what comes before and behind. Where there is none, where it would.
    let range: Range<Int>
    /// The items of a list, or the one text.
    let items: [String]

    /// What an empty value may be called.
    private static let nulls: Set<String> = ["~", "null", "Null", "NULL"]

    /// - Parameter start: right behind the key's colon.
    init(in line: [UInt8], from start: Int) throws(Unreadable) {
        let first = line[start...].firstIndex { !$0.isBlank }
        guard let first, !(line[first] == UInt8(ascii: "#")) else {
            self.init(style: .absent, range: start..<start, items: [])
            return
        }
        switch line[first] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            let (text, end) = try Self.quoted(line, first)
            self.init(
                style: line[first] == UInt8(ascii: "\"") ? .double : .single, range: first..<end, items: [text])
            try Self.requireNothing(behind: end, in: line)
        case UInt8(ascii: "["):
            let (items, end) = try Self.list(line, first)
            self.init(style: .flow, range: first..<end, items: items)
            try Self.requireNothing(behind: end, in: line)
        case UInt8(ascii: "&"), UInt8(ascii: "*"):
            throw Unreadable(message: "it has an anchor or an alias", remedy: "write the value itself")
        case UInt8(ascii: "|"), UInt8(ascii: ">"): throw .multiLine
        case UInt8(ascii: "!"): throw Unreadable(message: "it has a tag", remedy: "write the value alone")
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: "@"),
            UInt8(ascii: "`"), UInt8(ascii: "%"):
            throw Unreadable(message: "its value is no plain text", remedy: "put it in quotes")
        default:
            let end = Self.endOfPlain(line, first)
            guard let text = String(validating: line[first..<end], as: UTF8.self) else { throw Self.notUTF8 }
            guard !text.contains(": "), !text.contains(":\t"), !text.hasSuffix(":") else {
                throw Unreadable(message: "there is a second colon in its value", remedy: "put the value in quotes")
            }
            guard !text.hasPrefix("- "), text != "-" else {
                throw Unreadable(message: "a list begins in the line of its key", remedy: "write it as [a, b]")
            }
            self.init(style: .plain, range: first..<end, items: [Self.nulls.contains(text) ? "" : text])
        }
    }

    private init(style: Style, range: Range<Int>, items: [String]) {
        self.style = style
        self.range = range
        self.items = items
    }

    /// Whether what an unknown key holds ends in its line: whatever else it is, it is nobody's to read.
    static func endsInLine(_ line: [UInt8], from start: Int) -> Bool {
        guard let first = line[start...].firstIndex(where: { !$0.isBlank }) else { return true }
        switch line[first] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            do { _ = try quoted(line, first) } catch { return false }
            return true
        case UInt8(ascii: "["), UInt8(ascii: "{"): return closesBrackets(line[first...])
        default: return true
        }
    }

    private static let notUTF8 = Unreadable(message: "it is no UTF-8", remedy: "write it in UTF-8")

    private static func requireNothing(behind end: Int, in line: [UInt8]) throws(Unreadable) {
        guard let next = line[end...].firstIndex(where: { !$0.isBlank }) else { return }
        guard line[next] == UInt8(ascii: "#"), next > end else {
            throw Unreadable(message: "something follows its value", remedy: "write one value, and # before a remark")
        }
    }

    /// A remark begins with a # that has a space before it.
    private static func endOfPlain(_ line: [UInt8], _ first: Int) -> Int {
        var end = first
        for index in first..<line.count {
            if line[index] == UInt8(ascii: "#"), line[index - 1].isBlank { break }
            if !line[index].isBlank { end = index + 1 }
        }
        return end
    }

    private static func closesBrackets(_ text: ArraySlice<UInt8>) -> Bool {
        var depth = 0
        var quote: UInt8?
        for byte in text {
            if let open = quote {
                if byte == open { quote = nil }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return depth == 0 && quote == nil
    }

    // MARK: Quotes and lists

    /// - Returns: the text, and where the quotes have ended.
    private static func quoted(_ line: [UInt8], _ first: Int) throws(Unreadable) -> (String, Int) {
        let quote = line[first]
        var bytes: [UInt8] = []
        var index = first + 1
        while index < line.count {
            let byte = line[index]
            let next = index + 1 < line.count ? line[index + 1] : nil
            if byte == quote, quote == UInt8(ascii: "'"), next == quote {
                bytes.append(quote)
                index += 2
            } else if byte == quote {
                guard let text = String(validating: bytes, as: UTF8.self) else { throw notUTF8 }
                return (text, index + 1)
            } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                guard let next else { break }
                let (escaped, length) = try escaped(next, line[(index + 2)...])
                bytes += escaped
                index += 2 + length
            } else {
                bytes.append(byte)
                index += 1
            }
        }
        throw .multiLine
    }

    /// - Returns: what it stands for, and how many more bytes that took.
    private static func escaped(
        _ byte: UInt8, _ rest: ArraySlice<UInt8>
    ) throws(Unreadable) -> ([UInt8], Int) {
        let digits: Int
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: " "): return ([byte], 0)
        case UInt8(ascii: "n"): return ([UInt8(ascii: "\n")], 0)
        case UInt8(ascii: "t"): return ([UInt8(ascii: "\t")], 0)
        case UInt8(ascii: "r"): return ([UInt8(ascii: "\r")], 0)
        case UInt8(ascii: "x"): digits = 2
        case UInt8(ascii: "u"): digits = 4
        case UInt8(ascii: "U"): digits = 8
        default: throw Unreadable(message: "a backslash has no meaning in it", remedy: "put it in single quotes")
        }
        let text = String(decoding: rest.prefix(digits), as: UTF8.self)
        guard rest.count >= digits, let number = UInt32(text, radix: 16), let scalar = Unicode.Scalar(number) else {
            throw Unreadable(message: "a backslash has no meaning in it", remedy: "put it in single quotes")
        }
        return (Array(String(scalar).utf8), digits)
    }

    private static func list(_ line: [UInt8], _ first: Int) throws(Unreadable) -> ([String], Int) {
        var items: [String] = []
        var index = first + 1
        var isAfterItem = false
        while index < line.count {
            switch line[index] {
            case let byte where byte.isBlank: index += 1
            case UInt8(ascii: "]"): return (items, index + 1)
            case UInt8(ascii: ",") where isAfterItem:
                isAfterItem = false
                index += 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard !isAfterItem else { throw noList }
                let (text, end) = try quoted(line, index)
                items.append(text)
                isAfterItem = true
                index = end
            default:
                let stops = Array(",[]{}#&*!|>\"'%@`".utf8)
                let end = line[index...].firstIndex { stops.contains($0) } ?? line.count
                guard !isAfterItem, end > index else { throw noList }
                let bytes = line[index..<end].reversed().drop { $0.isBlank }.reversed()
                guard let text = String(validating: Array(bytes), as: UTF8.self) else { throw notUTF8 }
                items.append(text)
                isAfterItem = true
                index = end
            }
        }
        throw .multiLine
    }

    private static let noList = Unreadable(message: "its list is none", remedy: "write it as [a, b]")
}
