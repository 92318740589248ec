internal import FoundationEssentials

/// A text that a decoder took for JSON, looked through for what the decoder lets pass: a comma before nothing, and a
/// second field of one name, of which a reader on the way may have taken the first (RFC 8259, section 4).
package struct JSONText {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What is wrong with it.
    package enum Fault: Hashable {
        case commaBeforeNothing
        case repeatedName(String)
    }

    /// The first thing that is wrong; nil when nothing is.
    package var fault: Fault? {
        /// The names so far of each object that is open; nil for an array.
        var open: [Set<String>?] = []
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"): open.append([])
            case UInt8(ascii: "["): open.append(nil)
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
            case UInt8(ascii: ","):
                let next = byte(after: index + 1)
                if next == UInt8(ascii: "}") || next == UInt8(ascii: "]") { return .commaBeforeNothing }
            case UInt8(ascii: "\""):
                let end = endOfString(from: index)
                if byte(after: end) == UInt8(ascii: ":"), !open.isEmpty {
                    let name = string(bytes[index..<end])
                    // In place: a copy for every name would make a text of many a matter of minutes.
                    if open[open.count - 1]?.insert(name).inserted == false { return .repeatedName(name) }
                }
                index = end - 1
            default: break
            }
            index += 1
        }
        return nil
    }

    /// Where the string that begins here is over, behind its quote.
    private func endOfString(from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }

    /// The first byte from here on that is no white space.
    private func byte(after start: Int) -> UInt8? {
        bytes[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }

    /// A name may be written in escapes: it is the same name.
    private func string(_ literal: ArraySlice<UInt8>) -> String {
        guard literal.contains(UInt8(ascii: "\\")) else {
            return String(decoding: literal.dropFirst().dropLast(), as: UTF8.self)
        }
        let array = [UInt8(ascii: "[")] + literal + [UInt8(ascii: "]")]
        return (try? JSONDecoder().decode([String].self, from: Data(array)))?.first
            ?? String(decoding: literal, as: UTF8.self)
    }
}
