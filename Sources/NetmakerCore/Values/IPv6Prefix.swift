/// An IPv6 network: an address with no host bits, and how many of its bits are fixed.
public struct IPv6Prefix: ParsableValue, Comparable {
    /// The first address.
    public let address: IPv6Address
    /// 0...128.
    public let length: Int

    /// The network of this length that holds the address: host bits are dropped.
    ///
    /// - Throws: `ModelError.Code.invalidValue` when the length is not 0...128.
    public init(containing address: IPv6Address, length: Int) throws(ModelError) {
        guard (0...128).contains(length) else { throw Self.lengthOutOfRange(length) }
        self.address = IPv6Address(rawValue: address.rawValue & Self.mask(length))
        self.length = length
    }

    /// - Throws: `ModelError.Code.invalidValue` when the address has host bits or the length is not 0...128.
    public init(address: IPv6Address, length: Int) throws(ModelError) {
        try self.init(containing: address, length: length)
        guard self.address == address else {
            throw ModelError(
                .invalidValue, field: "range", message: "\(address)/\(length) has host bits set",
                remedy: "did you mean \(self)?")
        }
    }

    /// The network that holds this one address.
    public init(host address: IPv6Address) {
        self.address = address
        length = 128
    }

    /// `address/length`; host bits are an error, not dropped.
    public init(parsing text: String) throws(ModelError) {
        guard let (address, length) = PrefixText.split(text, maximum: 128),
            let address = IPv6Address(ifValid: address)
        else {
            throw .invalid(text, isNot: "an IPv6 prefix", field: "range", remedy: "give one such as fd00:10::/64")
        }
        try self.init(address: address, length: length)
    }

    public var description: String { "\(address)/\(length)" }

    /// The last address.
    public var last: IPv6Address { IPv6Address(rawValue: address.rawValue | ~Self.mask(length)) }

    /// Whether the address lies in this network.
    public func contains(_ other: IPv6Address) -> Bool { other.rawValue & Self.mask(length) == address.rawValue }

    /// Whether all of the other network lies in this one; every network contains itself.
    public func contains(_ other: IPv6Prefix) -> Bool { length <= other.length && contains(other.address) }

    /// Whether any address lies in both.
    public func overlaps(_ other: IPv6Prefix) -> Bool { contains(other.address) || other.contains(address) }

    /// By address, the wider first.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.address, lhs.length) < (rhs.address, rhs.length)
    }

    private static func mask(_ length: Int) -> UInt128 { length == 0 ? 0 : .max << UInt128(128 - length) }

    private static func lengthOutOfRange(_ length: Int) -> ModelError {
        ModelError(
            .invalidValue, field: "range", message: "an IPv6 prefix cannot have length \(length)",
            remedy: "give a length of 0 to 128")
    }
}
