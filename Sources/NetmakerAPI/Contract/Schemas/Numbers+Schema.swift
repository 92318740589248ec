public import NetmakerCore

extension Revision: Described {
    public static var schema: JSONSchema { .integer("how many changes led here", from: 0, through: .max) }
}

extension ListenPort: Described {
    public static var schema: JSONSchema { .integer("a port", from: 1, through: 65535) }
}

extension PersistentKeepalive: Described {
    public static var schema: JSONSchema { .integer("seconds; 0 for off", from: 0, through: 65535) }
}

extension MTU: Described {
    public static var schema: JSONSchema { .integer("bytes", from: 1280, through: 65535) }
}

extension CheckInInterval: Described {
    public static var schema: JSONSchema { .integer("seconds", from: 5, through: 3600) }
}

extension KeyGeneration: Described {
    public static var schema: JSONSchema { .integer("how often new keys were asked for", from: 0) }
}

extension NodeLimit: Described {
    public static var schema: JSONSchema { .integer("the most nodes", from: 1, through: 1_000_000) }
}

extension AccessKeyUses: Described {
    public static var schema: JSONSchema { schema(from: 0) }

    static func schema(from minimum: Int) -> JSONSchema {
        .either(
            "how many machines it admits", .integer(from: minimum, through: .max),
            .choice(of: ["unlimited"]))
    }
}
