extension QRCode {
    /// The code in lines of text, two rows of modules a line, dark on light whatever the terminal's colors are.
    public var terminalText: String {
        var text = ""
        for row in stride(from: extent.lowerBound, to: extent.upperBound, by: 2) {
            // Black on white (ECMA-48, SGR 30 and 107).
            text += "\u{1B}[30;107m"
            for column in extent {
                switch (isDark(row: row, column: column), isDark(row: row + 1, column: column)) {
                case (true, true): text += "\u{2588}"
                case (true, false): text += "\u{2580}"
                case (false, true): text += "\u{2584}"
                case (false, false): text += " "
                }
            }
            text += "\u{1B}[0m\n"
        }
        return text
    }

    /// The code as a drawing that scales (SVG 1.1): a module is one unit wide.
    public var svg: String {
        let size = extent.count
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, isDark(row: row, column: column) { column += 1 }
                let (x, y, length) = (start + Self.margin, row + Self.margin, column - start)
                if length > 0 { path += "M\(x) \(y)h\(length)v1h-\(length)z" }
                column += 1
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size) \(size)" shape-rendering="crispEdges">\
            <path fill="#fff" d="M0 0h\(size)v\(size)H0z"/><path d="\(path)"/></svg>

            """
    }
}
