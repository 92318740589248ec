/// The name of a network interface: 1 to 15 bytes, no slash, no white space, no colon, not `.` or `..`: what the kernel
/// takes (`dev_valid_name` in net/core/dev.c), and plain ASCII so that it prints. A percent sign would be a pattern
/// (`dev_alloc_name`), a leading dash a flag, and `all` and `default` have other meanings in sysctl.
public struct InterfaceName: ParsableValue, Comparable {
    public let description: String

    /// A name an interface may have.
    public init(parsing text: String) throws(ModelError) {
        guard (1...15).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "-"),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.refusedBytes.contains($0) }),
            !Self.refusedNames.contains(text)
        else {
            throw .invalid(
                text, isNot: "an interface name", field: "interface",
                remedy: "use 1 to 15 characters without space, slash, colon or percent sign, such as nm-harbor")
        }
        description = text
    }

    /// The interface a network has unless said otherwise: `nm-<name>`, which fits since a name has at most 12 bytes.
    public static func `default`(for network: NetworkName) -> InterfaceName {
        InterfaceName(unchecked: "nm-\(network)")
    }

    private init(unchecked text: String) { description = text }

    /// Whether it has nothing but letters, digits and `_=+.-`, as `wg-quick` wants it: no character of such a name means
    /// anything else to a shell, or to a firewall's rules.
    public var isOrdinary: Bool {
        description.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || Self.ordinarySigns.contains(byte)
        }
    }

    private static let ordinarySigns = Array("_=+.-".utf8)

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }

    private static let refusedBytes = Array("/:%".utf8)
    private static let refusedNames = [".", "..", "all", "default"]
}
