public import NetmakerCore

/// Parts of patterns. What a pattern cannot tell, such as that a prefix has no host bits, its format says.
enum AddressPattern {
    static let ipv4 = "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    static let ipv6 = "[0-9a-fA-F:.]{2,45}"
    static let port =
        "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
}

extension IPv4Address: Described {
    public static var schema: JSONSchema {
        .string("an IPv4 address", pattern: "^\(AddressPattern.ipv4)$", format: "ipv4", examples: ["10.10.0.1"])
    }
}

extension IPv6Address: Described {
    public static var schema: JSONSchema {
        .string(
            "an IPv6 address (RFC 4291), without a zone", pattern: "^\(AddressPattern.ipv6)$", format: "ipv6",
            examples: ["fd00:10::1"])
    }
}

extension IPAddress: Described {
    public static var schema: JSONSchema { .either("an address", IPv4Address.schema, IPv6Address.schema) }
}

extension IPv4Prefix: Described {
    public static var schema: JSONSchema { .ipv4Prefix(length: "(3[0-2]|[12]?[0-9])") }
}

extension IPv6Prefix: Described {
    public static var schema: JSONSchema { .ipv6Prefix(length: "(12[0-8]|1[01][0-9]|[1-9]?[0-9])") }
}

extension IPPrefix: Described {
    public static var schema: JSONSchema { .either("a prefix without host bits", IPv4Prefix.schema, IPv6Prefix.schema) }
}

extension JSONSchema {
    /// A range of a network, which holds two machines or more.
    static let ipv4Range = ipv4Prefix(length: "(30|[12]?[0-9])")
    static let ipv6Range = ipv6Prefix(length: "(12[0-6]|1[01][0-9]|[1-9]?[0-9])")

    fileprivate static func ipv4Prefix(length: String) -> JSONSchema {
        .string(
            "an IPv4 prefix without host bits", pattern: "^\(AddressPattern.ipv4)/\(length)$", format: "ipv4-prefix",
            examples: ["10.10.0.0/16"])
    }

    fileprivate static func ipv6Prefix(length: String) -> JSONSchema {
        .string(
            "an IPv6 prefix without host bits", pattern: "^\(AddressPattern.ipv6)/\(length)$", format: "ipv6-prefix",
            examples: ["fd00:10::/64"])
    }
}

extension InterfaceAddress: Described {
    public static var schema: JSONSchema {
        .string(
            "an address with its host bits, and the length of its network",
            pattern: "^(\(AddressPattern.ipv4)|\(AddressPattern.ipv6))/[0-9]{1,3}$", format: "interface-address",
            examples: ["10.10.0.1/16"])
    }
}

extension Endpoint: Described {
    public static var schema: JSONSchema {
        .string(
            "address and UDP port",
            pattern: "^(\(AddressPattern.ipv4)|\\[\(AddressPattern.ipv6)\\]):\(AddressPattern.port)$",
            format: "endpoint", examples: ["192.0.2.1:51821", "[2001:db8::1]:51821"])
    }
}

extension ServerAddress: Described {
    public static var schema: JSONSchema {
        .string(
            "host name or address, and TCP port",
            pattern:
                "^[0-9a-z.:-]{1,253}:\(AddressPattern.port)$|^\\[\(AddressPattern.ipv6)\\]:\(AddressPattern.port)$",
            format: "server-address", examples: ["vpn.example.org:50051"])
    }
}
