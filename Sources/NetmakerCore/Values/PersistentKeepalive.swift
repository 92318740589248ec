/// How often a peer sends a packet of its own accord: off, or every 1 to 65535 seconds. Coded as a number, 0 for off.
public enum PersistentKeepalive: Hashable, Sendable, Codable, CustomStringConvertible {
    case off
    /// 1...65535 seconds; made by `init(seconds:)` so that it is never 0.
    case every(Interval)

    /// A number of seconds that is not 0.
    public struct Interval: Hashable, Sendable {
        public let seconds: UInt16
        fileprivate init(unchecked seconds: UInt16) { self.seconds = seconds }
    }

    /// 20 seconds: shorter than the mappings of common NATs live.
    public static let netmaker = PersistentKeepalive.every(Interval(unchecked: 20))

    /// 0 is off, as the kernel has it.
    ///
    /// - Throws: `ModelError.Code.invalidValue` outside 0...65535.
    public init(seconds number: Int) throws(ModelError) {
        guard let seconds = UInt16(exactly: number) else {
            throw ModelError(
                .invalidValue, field: "persistentKeepalive", message: "\(number) is not a keepalive interval",
                remedy: "give 0 for off, or 1 to 65535 seconds")
        }
        self = seconds == 0 ? .off : .every(Interval(unchecked: seconds))
    }

    /// `off`, or a number of seconds.
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

    public var description: String { seconds.map { String($0) } ?? "off" }

    public init(from decoder: any Decoder) throws {
        try self.init(seconds: decoder.singleValueContainer().decode(Int.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(seconds ?? 0)
    }
}
