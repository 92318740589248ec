/// One line of a file, as it came.
struct NetConfigLine: Hashable, Sendable {
    var content: [UInt8]
    /// A line break of either kind; nothing where the file ends without one.
    var ending: [UInt8]

    static let newline: [UInt8] = [UInt8(ascii: "\n")]

    /// All lines of a file: one behind the other they are the file.
    static func lines(of bytes: [UInt8]) -> [NetConfigLine] {
        var lines: [NetConfigLine] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let content = rest[..<end]
            if content.last == UInt8(ascii: "\r") {
                lines.append(
                    NetConfigLine(content: Array(content.dropLast()), ending: Array("\r\n".utf8)))
            } else {
                lines.append(NetConfigLine(content: Array(content), ending: newline))
            }
            rest = rest[(end + 1)...]
        }
        if !rest.isEmpty { lines.append(NetConfigLine(content: Array(rest), ending: [])) }
        return lines
    }

    var bytes: [UInt8] { content + ending }

    /// How far the first sign stands to the right; a tab leads to the next eighth place.
    var indentation: Int {
        var width = 0
        for byte in content {
            switch byte {
            case UInt8(ascii: " "): width += 1
            case UInt8(ascii: "\t"): width = (width / 8 + 1) * 8
            default: return width
            }
        }
        return width
    }

    /// What stands before the first sign.
    var leadingSpace: [UInt8] { Array(content.prefix { $0.isBlank }) }

    /// Where the first sign is; nil in an empty line.
    var firstSign: Int? { content.firstIndex { !$0.isBlank } }
}

extension UInt8 {
    /// A space or a tab.
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
