/// A moment in UTC, to the millisecond. Its text is RFC 3339 with milliseconds and Z: `2026-01-02T03:04:05.678Z`.
public struct Timestamp: ParsableValue, Comparable {
    public let millisecondsSince1970: Int64

    public init(millisecondsSince1970: Int64) { self.millisecondsSince1970 = millisecondsSince1970 }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.millisecondsSince1970 < rhs.millisecondsSince1970 }

    /// Parts of a millisecond are dropped.
    public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(millisecondsSince1970: moment.millisecondsSince1970 + duration.wholeMilliseconds)
    }

    public static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(millisecondsSince1970: moment.millisecondsSince1970 - duration.wholeMilliseconds)
    }

    /// How long after `earlier` this is; negative when it is before.
    public func duration(since earlier: Timestamp) -> Duration {
        .milliseconds(millisecondsSince1970 - earlier.millisecondsSince1970)
    }
}

extension Timestamp {
    private static let millisecondsPerDay: Int64 = 86_400_000

    public var description: String {
        let day = millisecondsSince1970.flooredQuotient(by: Self.millisecondsPerDay)
        let rest = Int(millisecondsSince1970 - day * Self.millisecondsPerDay)
        let date = CivilDate(daysSince1970: Int(day))
        func padded(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
        }
        let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
            + "T\(time.joined(separator: ":")).\(padded(rest % 1000, 3))Z"
    }

    /// RFC 3339 in UTC, years 1970 to 9999, with none or three digits of a second's fraction.
    public init(parsing text: String) throws(ModelError) {
        guard let moment = Self.parse(Array(text.utf8)) else {
            throw .invalid(
                text, isNot: "a time", field: "time", remedy: "give it in UTC, such as 2026-01-02T03:04:05Z")
        }
        self = moment
    }

    private static func parse(_ text: [UInt8]) -> Timestamp? {
        guard text.count == 20 || text.count == 24 else { return nil }
        var digits = Array("0000-00-00T00:00:00".utf8)
        digits += text.count == 24 ? Array(".000Z".utf8) : Array("Z".utf8)
        var fields: [Int] = [0]
        for (byte, form) in zip(text, digits) {
            if form == UInt8(ascii: "0") {
                guard byte.isDigit else { return nil }
                fields[fields.count - 1] = fields[fields.count - 1] * 10 + Int(byte - UInt8(ascii: "0"))
            } else {
                guard byte == form else { return nil }
                fields.append(0)
            }
        }
        let date = CivilDate(year: fields[0], month: fields[1], day: fields[2])
        guard date.isValid, fields[0] >= 1970, fields[3] < 24, fields[4] < 60, fields[5] < 60 else { return nil }
        let seconds = date.daysSince1970 * 86_400 + fields[3] * 3600 + fields[4] * 60 + fields[5]
        let milliseconds = text.count == 24 ? fields[6] : 0
        return Timestamp(millisecondsSince1970: Int64(seconds) * 1000 + Int64(milliseconds))
    }
}

/// A date of the proleptic Gregorian calendar. The conversions count days from 1 March of year 0, so that the leap day is
/// the last of its year.
private struct CivilDate {
    let year: Int
    let month: Int
    let day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    init(daysSince1970: Int) {
        let days = daysSince1970 + 719_468
        let era = days.flooredQuotient(by: 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear.flooredQuotient(by: 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Whether there is such a day: it survives the way there and back.
    var isValid: Bool {
        guard (1...12).contains(month), (1...31).contains(day) else { return false }
        let again = CivilDate(daysSince1970: daysSince1970)
        return again.month == month && again.day == day
    }
}

extension BinaryInteger {
    fileprivate func flooredQuotient(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

extension Duration {
    /// Whole milliseconds, towards zero.
    var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
