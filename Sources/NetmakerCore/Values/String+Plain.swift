/// A text from outside, as it may be shown. Characters are no measure of length: one may be made of a megabyte of marks.
extension StringProtocol {
    /// The beginning as an error repeats it: no longer than a line or two, with what does not print, or prints as nothing,
    /// by its number, so that the reader sees why a text was refused that looks right.
    package var excerpt: String {
        var result = ""
        for scalar in unicodeScalars.prefix(80) {
            result += scalar.isPlain ? String(scalar) : scalar.escaped(asASCII: true)
            if result.utf8.count >= 120 { break }
        }
        return result
    }

    /// The beginning, up to so many bytes, with a space for each control character and nothing for what prints as nothing:
    /// what others say of themselves must not draw on anybody's terminal.
    package func plain(maximumLength: Int) -> String {
        var result = ""
        for scalar in unicodeScalars where scalar.isPlain || !scalar.properties.isDefaultIgnorableCodePoint {
            let plain = scalar.isPlain ? String(scalar) : " "
            if result.utf8.count + plain.utf8.count > maximumLength { break }
            result += plain
        }
        return result
    }
}

extension Unicode.Scalar {
    /// Whether it shows as itself: no control character, no line's end, nothing invisible, nothing that turns the direction
    /// of writing.
    fileprivate var isPlain: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !properties.isDefaultIgnorableCodePoint
        }
    }
}
