/// The bytes of lines of hexadecimal digits; what follows `#` is for people.
func golden(_ text: String) -> [UInt8] {
    var digits: [Int] = []
    for line in text.split(separator: "\n") {
        digits += line.prefix { $0 != "#" }.compactMap(\.hexDigitValue)
    }
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
