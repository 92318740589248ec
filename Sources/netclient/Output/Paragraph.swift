/// Text that fits a terminal.
enum Paragraph {
    /// A label, and its text beside it in lines that are no wider than wanted. A word that is wider stands alone.
    static func labelled(_ label: String, _ text: String, indent: Int, column: Int, width: Int) -> [String] {
        let first = String(repeating: " ", count: indent) + label
        let rest = String(repeating: " ", count: column)
        let start = label.isEmpty ? rest : first + (first.count < column ? rest.dropFirst(first.count) : "  ")
        var lines: [String] = []
        var line = start
        var isEmpty = true
        for word in text.split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = rest
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
