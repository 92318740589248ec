/// The name of a network interface: 1 to 15 bytes, no slash, no white space, no colon, not `.` or `..`: what the kernel
/// takes (`dev_valid_name` in net/core/dev.c), and plain ASCII so that it prints.
public struct InterfaceName: ParsableValue, Comparable {
    public let description: String

    public init(parsing text: String) throws(ModelError) {
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != 0x2F && $0 != 0x3A && $0 != 0x25 }
        guard (1...15).contains(text.utf8.count), isPlain, text != ".", text != "..", !text.hasPrefix("-") else {
            throw .invalid(
                text, isNot: "an interface name", field: "interface",
                remedy: "use 1 to 15 characters without space, slash, colon or percent sign, such as nm-office")
        }
        description = text
    }

    /// The interface a network has unless said otherwise: `nm-<name>`, which fits since a name has at most 12 bytes.
    public static func `default`(for network: NetworkName) -> InterfaceName {
        InterfaceName(unchecked: "nm-\(network)")
    }

    private init(unchecked text: String) { description = text }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
