internal import NetmakerCore

/// Takes what a command says apart into lines: plain text, none too long, and not too much of all.
struct OutputLines {
    private let maximumLine: Int
    private var left: Int
    private var line: [UInt8] = []

    init(maximumLine: Int, maximumTotal: Int) {
        self.maximumLine = maximumLine
        left = maximumTotal
    }

    /// - Returns: the lines that are whole now, the blank ones not among them.
    mutating func add(_ bytes: some Sequence<UInt8>) -> [String] {
        var lines: [String] = []
        for byte in bytes {
            guard left > 0 else { break }
            left -= 1
            if byte == UInt8(ascii: "\n") {
                if let line = take() { lines.append(line) }
            } else if line.count < maximumLine {
                line.append(byte)
            }
            if left == 0 {
                if let line = take() { lines.append(line) }
                lines.append("(what it says from here on is left out)")
            }
        }
        return lines
    }

    /// What came after the last line's end; nil for nothing.
    mutating func finish() -> String? { take() }

    private mutating func take() -> String? {
        defer { line = [] }
        let text = String(decoding: line, as: UTF8.self).plain(maximumLength: maximumLine)
        return text.allSatisfy(\.isWhitespace) ? nil : text
    }
}
