/// Text in columns: as wide as their widest cell, two spaces between, nothing at the ends of lines.
struct Table: Sendable {
    private let header: [String]?
    private let rows: [[String]]

    /// A table whose columns have headings.
    init(columns: [String], rows: [[String]]) {
        header = columns.map { $0.uppercased() }
        self.rows = rows
    }

    /// One thing, a line a field.
    init(details: [(label: String, value: String)]) {
        header = nil
        rows = details.map { [$0.label, $0.value] }
    }

    /// The lines, each with its end.
    var text: String {
        let lines = (header.map { [$0] } ?? []) + rows
        let widths = lines.reduce(into: [Int]()) { widths, cells in
            for (index, cell) in cells.enumerated() {
                if index < widths.count {
                    widths[index] = max(widths[index], cell.count)
                } else {
                    widths.append(cell.count)
                }
            }
        }
        return lines.map { Self.line($0, widths) + "\n" }.joined()
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (cell, width) in zip(cells, widths) {
            line += cell + String(repeating: " ", count: width - cell.count + 2)
        }
        while line.last == " " { line.removeLast() }
        return line
    }
}
