/// A date of the proleptic Gregorian calendar. The conversions count days from 1 March of year 0, so that the leap day
/// is the last of its year; 400 years, an era, always have the same number of days (Howard Hinnant, "chrono-Compatible
/// Low-Level Date Algorithms").
struct CivilDate {
    let year: Int
    /// 1...12.
    let month: Int
    /// 1...31.
    let day: Int

    /// The days from 1 March of year 0 to 1 January 1970, and those of an era.
    private static let daysTo1970 = 719_468
    private static let daysOfEra = 146_097

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    init(daysSince1970: Int) {
        let days = daysSince1970 + Self.daysTo1970
        let era = days.flooredQuotient(by: Self.daysOfEra)
        let dayOfEra = days - era * Self.daysOfEra
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
        return era * Self.daysOfEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - Self.daysTo1970
    }

    /// Whether there is such a day: it survives the way there and back.
    var isValid: Bool {
        guard (1...12).contains(month), (1...31).contains(day) else { return false }
        let again = CivilDate(daysSince1970: daysSince1970)
        return again.month == month && again.day == day
    }
}

extension BinaryInteger {
    /// The quotient rounded down, where `/` rounds towards zero.
    func flooredQuotient(by divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
