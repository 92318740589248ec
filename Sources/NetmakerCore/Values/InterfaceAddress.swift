/// An address as an interface has it: with its host bits, and the length of the network it is on.
public struct InterfaceAddress: ParsableValue, Comparable {
    /// With its host bits.
    public let address: IPAddress
    /// 0...32 or 0...128.
    public let prefixLength: Int
    /// The network the address is on.
    public let prefix: IPPrefix

    /// - Throws: `ModelError.Code.invalidValue` when the family has no such length.
    public init(address: IPAddress, prefixLength: Int) throws(ModelError) {
        self.address = address
        self.prefixLength = prefixLength
        prefix = try IPPrefix(containing: address, length: prefixLength)
    }

    /// An address in a network it is known to lie in.
    public init(_ address: IPAddress, in prefix: IPPrefix) {
        self.address = address
        prefixLength = prefix.length
        self.prefix = prefix
    }

    /// `address/length`.
    public init(parsing text: String) throws(ModelError) {
        guard let (address, length) = PrefixText.split(text, maximum: 128) else {
            throw .invalid(
                text, isNot: "an interface address", field: "address", remedy: "give one such as 10.10.0.1/16")
        }
        try self.init(address: try IPAddress(parsing: address), prefixLength: length)
    }

    public var description: String { "\(address)/\(prefixLength)" }

    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.address, lhs.prefixLength) < (rhs.address, rhs.prefixLength)
    }
}
