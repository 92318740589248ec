/// The parts of a JSON text as this release's encoder writes it, without blanks: taken apart, not understood.
enum JSONParts {
    /// A member of an object: its name with the quotes, and its value.
    struct Member: Hashable {
        let name: ArraySlice<UInt8>
        var value: ArraySlice<UInt8>
    }

    /// The elements of an array, or the members of an object.
    ///
    /// - Throws: `Damage` for a text that is neither.
    static func parts(of text: ArraySlice<UInt8>) throws -> [ArraySlice<UInt8>] {
        guard text.count >= 2, let first = text.first, let last = text.last,
            (first == UInt8(ascii: "[") && last == UInt8(ascii: "]"))
                || (first == UInt8(ascii: "{") && last == UInt8(ascii: "}"))
        else { throw Damage(what: "a change is neither an object nor a list") }
        let inside = text.dropFirst().dropLast()
        var parts: [ArraySlice<UInt8>] = []
        var (start, depth) = (inside.startIndex, 0)
        var (isText, isEscaped) = (false, false)
        for index in inside.indices {
            let byte = inside[index]
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else {
                    isText = byte != UInt8(ascii: "\"")
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ",") where depth == 0:
                parts.append(inside[start..<index])
                start = index + 1
            default: break
            }
        }
        if !inside.isEmpty { parts.append(inside[start...]) }
        return parts
    }

    /// - Throws: `Damage` for a text that is no object.
    static func members(of text: ArraySlice<UInt8>) throws -> [Member] {
        try parts(of: text).map { part in
            // Names are those of fields: none holds a quote.
            guard part.first == UInt8(ascii: "\""),
                let end = part.dropFirst().firstIndex(of: UInt8(ascii: "\"")), end + 1 < part.endIndex,
                part[end + 1] == UInt8(ascii: ":")
            else { throw Damage(what: "a member of a change has no name") }
            return Member(name: part[...end], value: part[(end + 2)...])
        }
    }

    /// An object of these.
    static func object(_ members: [Member]) -> [UInt8] {
        [UInt8(ascii: "{")]
            + members.map { Array($0.name) + [UInt8(ascii: ":")] + $0.value }
            .joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "}")]
    }
}
