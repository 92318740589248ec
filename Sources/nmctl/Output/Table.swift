/// Text in columns: as wide as their widest cell, two spaces between, nothing at the ends of lines.
struct Table: Sendable {
    let header: [String]?
    let rows: [[String]]
    /// Indexes of columns in the order in which they are shortened, and then left out; never the first.
    let dispensable: [Int]

    /// A table whose columns have headings.
    ///
    /// - Parameter unimportant: headings of columns that a narrow terminal does without first, in this order.
    init(columns: [String], rows: [[String]], unimportant: [String] = []) {
        header = columns.map { $0.uppercased() }
        self.rows = rows.map { $0.map(\.shownPlainly) }
        let first = unimportant.compactMap(columns.firstIndex(of:))
        dispensable = first + columns.indices.dropFirst().reversed().filter { !first.contains($0) }
    }

    /// One thing, a line a field.
    init(details: [(label: String, value: String)]) {
        self.init(rows: details.map { [$0.label, $0.value] })
    }

    /// Rows without headings.
    init(rows: [[String]]) {
        header = nil
        self.rows = rows.map { $0.map(\.shownPlainly) }
        dispensable = []
    }

    /// The lines, each with its end.
    ///
    /// - Parameter width: what they have to fit in, in columns of a terminal; nil for as much as they take. With
    ///   headings, cells are shortened in their middle, then columns left out; without, what follows a label goes on
    ///   below.
    func text(width: Int? = nil) -> String {
        guard let width, width > 0 else { return text(in: naturalWidths) }
        return header == nil ? wrapped(to: width) : shortened(to: width)
    }

    private var lines: [[String]] { (header.map { [$0] } ?? []) + rows }

    /// What each column takes.
    private var naturalWidths: [Int] {
        lines.reduce(into: []) { widths, cells in
            for (index, cell) in cells.enumerated() {
                if index < widths.count {
                    widths[index] = max(widths[index], cell.displayWidth)
                } else {
                    widths.append(cell.displayWidth)
                }
            }
        }
    }

    private func text(in widths: [Int]) -> String { lines.map { Self.line($0, widths) + "\n" }.joined() }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (cell, width) in zip(cells, widths) {
            line += cell + String(repeating: " ", count: max(0, width - cell.displayWidth) + gap)
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    /// Between two columns.
    private static let gap = 2
}

// MARK: Narrow terminals

extension Table {
    /// What a shortened cell has at least, unless all cells of its column have less: addresses and states stay whole.
    private static let narrowest = 12

    private func shortened(to width: Int) -> String {
        let natural = naturalWidths
        for omitted in 0...dispensable.count {
            let left = Set(dispensable.prefix(omitted))
            let columns = natural.indices.filter { !left.contains($0) }
            // That columns are left out is seen by the mark behind the headings.
            let room = omitted == 0 ? width : max(width - Self.gap - 1, 1)
            guard let widths = shrunk(natural, columns, to: room, isLast: omitted == dispensable.count) else {
                continue
            }
            let lines = lines.map { cells in columns.map { cells[$0].shortened(to: widths[$0]) } }
            let texts = lines.map { Self.line($0, columns.map { widths[$0] }) }
            let mark = omitted == 0 || room < 2 ? "" : String(repeating: " ", count: Self.gap) + "…"
            return texts.enumerated().map { $1 + ($0 == 0 ? mark : "") + "\n" }.joined()
        }
        return text(in: natural)
    }

    /// Widths that fit together; nil when there are none, unless no other way is left.
    private func shrunk(_ natural: [Int], _ columns: [Int], to room: Int, isLast: Bool) -> [Int]? {
        var widths = natural
        var excess = columns.reduce(0) { $0 + natural[$1] } + Self.gap * (columns.count - 1) - room
        for column in dispensable + [0] where columns.contains(column) && excess > 0 {
            let least = max(Self.narrowest, header?[column].displayWidth ?? 0)
            let cut = min(excess, max(0, widths[column] - least))
            widths[column] -= cut
            excess -= cut
        }
        if excess > 0, isLast { widths[0] = max(1, widths[0] - excess) }
        return excess <= 0 || isLast ? widths : nil
    }

    /// Labels, and what follows them in as many lines as it takes. A word is never broken: it may be a secret that
    /// somebody copies.
    private func wrapped(to width: Int) -> String {
        let label = naturalWidths.first ?? 0
        return rows.map { cells in
            guard cells.count == 2 else { return Self.line(cells, naturalWidths) + "\n" }
            let lines = cells[1].wrapped(to: max(Self.narrowest, width - label - Self.gap))
            return lines.enumerated().map { index, text in
                Self.line([index == 0 ? cells[0] : "", text], [label, 0]) + "\n"
            }.joined()
        }.joined()
    }
}
