/// A text from outside, as it may be shown. Characters are no measure of length: one may be made of a megabyte of
/// marks.
extension StringProtocol {
    /// The beginning as an error repeats it.
    package var excerpt: String { ShownText(self).description }

    /// The beginning, up to so many bytes, with a space for each control character and nothing for what prints as
    /// nothing: what others say of themselves must not draw on anybody's terminal.
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
    /// Whether it shows as itself: no control character, no line's end, nothing invisible, nothing that turns the
    /// direction of writing.
    var isPlain: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !properties.isDefaultIgnorableCodePoint
        }
    }
}
