/// How often a peer sends a packet of its own accord: off, or every 1 to 65535 seconds. Coded as a number, 0 for off.
public enum PersistentKeepalive: NumericValue {
    /// Never.
    case off
    /// Every so many seconds; made by `init(seconds:)`, so that it is never 0.
    case every(Interval)

    /// A number of seconds that is not 0.
    public struct Interval: Hashable, Sendable {
        /// 1...65535.
        public let seconds: UInt16
        fileprivate init(unchecked seconds: UInt16) { self.seconds = seconds }
    }

    /// 20 seconds: shorter than the mappings of common NATs live.
    public static let netmaker = PersistentKeepalive.every(Interval(unchecked: 20))

    /// 0 is off, as the kernel has it.
    ///
    /// - Throws: `ModelError.Code.invalidValue` outside 0...65535.
    public init(seconds: Int) throws(ModelError) {
        guard let seconds = UInt16(exactly: seconds) else {
            throw .invalid(
                String(seconds), isNot: "a keepalive interval", field: "persistentKeepalive",
                remedy: "give 0 for off, or 1 to 65535 seconds")
        }
        self = seconds == 0 ? .off : .every(Interval(unchecked: seconds))
    }

    /// The number it is coded as: seconds, 0 for off.
    ///
    /// - Throws: `ModelError.Code.invalidValue` outside 0...65535.
    public init(_ number: Int) throws(ModelError) { try self.init(seconds: number) }

    /// `off`, or a decimal number of 0 (off as well) to 65535 seconds.
    public init(parsing text: String) throws(ModelError) {
        if text == "off" {
            self = .off
        } else if let number = Decimal.parse(text, maximum: 65535) {
            try self.init(seconds: number)
        } else {
            throw .invalid(
                text, isNot: "a keepalive interval", field: "persistentKeepalive",
                remedy: "give off, or 1 to 65535 seconds")
        }
    }

    /// Nil when off.
    public var seconds: UInt16? {
        switch self {
        case .off: nil
        case .every(let interval): interval.seconds
        }
    }

    public var number: Int { Int(seconds ?? 0) }
    public var description: String { seconds.map { String($0) } ?? "off" }
}
