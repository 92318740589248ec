internal import NetmakerCore

/// How long something lasts, as people write it: `90m`, `24h`, `7d`, or a number of seconds with or without `s`.
struct Lifetime: Hashable, Sendable {
    let seconds: Int

    init(parsing text: String) throws(ModelError) {
        let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let unit = text.last.flatMap { units[$0] }
        let digits = unit == nil ? text : String(text.dropLast())
        guard let count = Decimal.parse(digits, maximum: 999_999_999), count > 0 else {
            throw ModelError(
                .invalidValue, field: "expires", message: "\"\(text.excerpt)\" is not a duration",
                remedy: "give a number with a unit, such as 90m, 24h or 7d")
        }
        seconds = count * (unit ?? 1)
    }
}
