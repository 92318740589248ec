/// A moment in UTC, to the millisecond, of the years 0 to 9999: those that RFC 3339 can write. What lies beyond is held
/// at the nearest of them, so that no sum of times that came from outside can overflow.
public struct Timestamp: ParsableValue, Comparable {
    /// Negative before 1970.
    public let millisecondsSince1970: Int64

    /// 0000-01-01T00:00:00.000Z.
    public static let earliest = Timestamp(unchecked: -62_167_219_200_000)
    /// 9999-12-31T23:59:59.999Z.
    public static let latest = Timestamp(unchecked: 253_402_300_799_999)

    /// The moment, or the nearest of those there are.
    public init(millisecondsSince1970: Int64) {
        self = min(max(Timestamp(unchecked: millisecondsSince1970), .earliest), .latest)
    }

    private init(unchecked millisecondsSince1970: Int64) { self.millisecondsSince1970 = millisecondsSince1970 }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.millisecondsSince1970 < rhs.millisecondsSince1970 }

    /// Parts of a millisecond are dropped.
    public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        let (sum, isTooFar) = moment.millisecondsSince1970.addingReportingOverflow(duration.wholeMilliseconds)
        guard !isTooFar else { return duration < .zero ? .earliest : .latest }
        return Timestamp(millisecondsSince1970: sum)
    }

    /// Parts of a millisecond are dropped.
    public static func - (moment: Timestamp, duration: Duration) -> Timestamp {
        let (difference, isTooFar) =
            moment.millisecondsSince1970.subtractingReportingOverflow(duration.wholeMilliseconds)
        guard !isTooFar else { return duration < .zero ? .latest : .earliest }
        return Timestamp(millisecondsSince1970: difference)
    }

    /// How long after `earlier` this is; negative when it is before.
    public func duration(since earlier: Timestamp) -> Duration {
        .milliseconds(millisecondsSince1970 - earlier.millisecondsSince1970)
    }
}

extension Duration {
    /// Whole milliseconds, towards zero; the largest or smallest number of them when there are more.
    var wholeMilliseconds: Int64 {
        let (milliseconds, isTooLong) = components.seconds.multipliedReportingOverflow(by: 1000)
        let (sum, isStillTooLong) =
            milliseconds.addingReportingOverflow(components.attoseconds / 1_000_000_000_000_000)
        guard !isTooLong, !isStillTooLong else { return self < .zero ? .min : .max }
        return sum
    }
}
