/// How text stands on a terminal.
extension String {
    /// How many columns it takes.
    var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// The same with everything written out that would move the cursor, turn the direction of text or not be seen: a
    /// name that somebody else gave must not change what else is read.
    var shownPlainly: String {
        guard unicodeScalars.contains(where: \.isUnseen) else { return self }
        return unicodeScalars.reduce(into: "") { $0 += $1.isUnseen ? $1.escaped(asASCII: true) : String($1) }
    }

    /// Its beginning and its end with an ellipsis between, when it takes more columns than that.
    func shortened(to width: Int) -> String {
        guard displayWidth > width else { return self }
        let room = width - 1
        guard room > 0 else { return width == 1 ? "…" : "" }
        return fitting(in: (room + 1) / 2, of: self) + "…" + String(fitting(in: room / 2, of: reversed()).reversed())
    }

    /// As many characters of a sequence as so many columns hold.
    private func fitting(in width: Int, of characters: some Sequence<Character>) -> String {
        var result = ""
        var used = 0
        for character in characters {
            used += character.displayWidth
            guard used <= width else { break }
            result.append(character)
        }
        return result
    }

    /// Lines no wider than that, broken at spaces alone.
    func wrapped(to width: Int) -> [String] {
        guard displayWidth > width else { return [self] }
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            if !line.isEmpty, line.displayWidth + 1 + String(word).displayWidth > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return lines + [line]
    }
}

extension Character {
    /// How many columns it takes: 0, 1, or 2 for one that East Asian text and emoji have.
    var displayWidth: Int {
        unicodeScalars.reduce(0) { max($0, $1.displayWidth) }
    }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: 0
        default: properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) } ? 2 : 1
        }
    }

    /// Whether a terminal shows something else in its place: control characters, marks of direction, separators of
    /// lines, and whatever has no shape. The joiners of words and emoji are part of what is seen.
    fileprivate var isUnseen: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        case .format: value != 0x200C && value != 0x200D
        default: false
        }
    }

    /// Scalars that take two columns (Unicode Standard Annex 11, `W` and `F`), by blocks.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
        0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF,
        0x20000...0x3FFFD,
    ]
}
