/// How often an agent without a session asks whether anything changed, in whole seconds: 5 to 3600. Coded as a number.
public struct CheckInInterval: NumericValue, Comparable {
    /// Seconds: 5...3600.
    public let seconds: Int

    /// 30 s.
    public static let netmaker = CheckInInterval(unchecked: 30)

    private static let range = 5...3600

    private init(unchecked seconds: Int) { self.seconds = seconds }

    /// - Throws: `ModelError.Code.invalidValue` outside 5...3600.
    public init(_ number: Int) throws(ModelError) {
        guard Self.range.contains(number) else {
            throw .invalid(
                String(number), isNot: "a check-in interval", field: "checkInInterval", remedy: Self.remedy)
        }
        seconds = number
    }

    /// A decimal number of 5 to 3600.
    public init(parsing text: String) throws(ModelError) {
        guard let number = Decimal.parse(text, maximum: Self.range.upperBound) else {
            throw .invalid(text, isNot: "a check-in interval", field: "checkInInterval", remedy: Self.remedy)
        }
        try self.init(number)
    }

    public var number: Int { seconds }
    public var duration: Duration { .seconds(seconds) }
    public var description: String { String(seconds) }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.seconds < rhs.seconds }

    private static let remedy = "give a number of seconds from \(range.lowerBound) to \(range.upperBound)"
}

extension CheckInInterval: LaterAddition {
    public static let whenAbsent = CheckInInterval.netmaker
}
