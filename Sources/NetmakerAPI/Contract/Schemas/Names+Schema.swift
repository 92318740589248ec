public import NetmakerCore

extension RandomIdentifier {
    /// 16 hexadecimal digits.
    public static var schema: JSONSchema {
        .string("\(noun): 64 random bits", pattern: "^[0-9a-f]{16}$", examples: ["9f86d081884c7d65"])
    }
}

extension NodeID: Described {}
extension AccessKeyID: Described {}
extension ExternalClientID: Described {}
extension SessionID: Described {}
extension APITokenID: Described {}
extension ServerID: Described {}
extension Epoch: Described {}

extension NetworkName: Described {
    public static var schema: JSONSchema {
        .string(
            "a DNS label of at most 12 bytes; for a new network no domain of the Internet",
            pattern: "^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$", format: "network-name", examples: ["harbor", "n-1"])
    }
}

extension NodeName: Described {
    public static var schema: JSONSchema {
        .string(
            "a DNS label (RFC 1123)", pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", examples: ["machine-1", "a"])
    }
}

extension UserName: Described {
    public static var schema: JSONSchema {
        .string("a user's name", pattern: "^[a-z0-9][a-z0-9._@-]{0,63}$", examples: ["alice", "bob@example.org"])
    }
}

extension AccessKeyName: Described {
    public static var schema: JSONSchema {
        .string("an access key's name", pattern: "^[a-z0-9][a-z0-9._-]{0,62}$", examples: ["laptops", "key-1"])
    }
}

extension APITokenName: Described {
    public static var schema: JSONSchema {
        .string("an API token's name", pattern: "^[a-z0-9._-]{1,63}$", examples: ["backups", "token-1"])
    }
}

extension Tag: Described {
    public static var schema: JSONSchema { .string("a tag", pattern: "^[a-z0-9._-]{1,32}$", examples: ["berlin"]) }
}

extension InterfaceName: Described {
    public static var schema: JSONSchema {
        .string(
            "a network interface's name", pattern: "^[!-$&-,.0-9;-~][!-$&-.0-9;-~]{0,14}$",
            format: "interface-name", examples: ["nm-harbor"])
    }
}

extension Reference: Described where Name: Described {
    public static var schema: JSONSchema { Name.schema.described("its name, or its id") }
}
