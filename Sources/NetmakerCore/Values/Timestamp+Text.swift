/// RFC 3339 in UTC, with milliseconds: `2026-01-02T03:04:05.678Z`.
extension Timestamp {
    private static let millisecondsPerDay: Int64 = 86_400_000

    public var description: String {
        let day = millisecondsSince1970.flooredQuotient(by: Self.millisecondsPerDay)
        let time = Int(millisecondsSince1970 - day * Self.millisecondsPerDay)
        let date = CivilDate(daysSince1970: Int(day))
        var text: [UInt8] = []
        text.reserveCapacity(24)
        text.append(date.year, digits: 4, then: "-")
        text.append(date.month, digits: 2, then: "-")
        text.append(date.day, digits: 2, then: "T")
        text.append(time / 3_600_000, digits: 2, then: ":")
        text.append(time / 60_000 % 60, digits: 2, then: ":")
        text.append(time / 1000 % 60, digits: 2, then: ".")
        text.append(time % 1000, digits: 3, then: "Z")
        return String(decoding: text, as: UTF8.self)
    }

    /// RFC 3339 in UTC, years 0 to 9999, with none or three digits of a second's fraction. No leap seconds: no clock
    /// here counts them.
    public init(parsing text: String) throws(ModelError) {
        guard let moment = Self.parse(text.utf8) else {
            throw .invalid(
                text, isNot: "a time", field: "time", remedy: "give it in UTC, such as 2026-01-02T03:04:05Z")
        }
        self = moment
    }

    /// What is read: a zero stands for a digit, anything else for itself.
    private static let form = Array("0000-00-00T00:00:00Z".utf8)
    private static let formWithMilliseconds = Array("0000-00-00T00:00:00.000Z".utf8)

    private static func parse(_ text: String.UTF8View) -> Timestamp? {
        let hasMilliseconds = text.count == formWithMilliseconds.count
        let form = hasMilliseconds ? formWithMilliseconds : form
        guard text.count == form.count else { return nil }
        var fields = [0]
        for (byte, form) in zip(text, form) {
            if form == UInt8(ascii: "0") {
                guard byte.isDigit else { return nil }
                fields[fields.count - 1] = fields[fields.count - 1] * 10 + Int(byte - UInt8(ascii: "0"))
            } else {
                guard byte == form else { return nil }
                fields.append(0)
            }
        }
        let date = CivilDate(year: fields[0], month: fields[1], day: fields[2])
        guard date.isValid, fields[3] < 24, fields[4] < 60, fields[5] < 60 else { return nil }
        let seconds = date.daysSince1970 * 86_400 + fields[3] * 3600 + fields[4] * 60 + fields[5]
        return Timestamp(millisecondsSince1970: Int64(seconds * 1000 + (hasMilliseconds ? fields[6] : 0)))
    }
}

extension [UInt8] {
    /// A number with leading zeros, and what separates it from the next.
    fileprivate mutating func append(_ number: Int, digits: Int, then mark: Unicode.Scalar) {
        for power in [1000, 100, 10, 1].suffix(digits) {
            append(UInt8(ascii: "0") + UInt8(number / power % 10))
        }
        append(UInt8(ascii: mark))
    }
}
