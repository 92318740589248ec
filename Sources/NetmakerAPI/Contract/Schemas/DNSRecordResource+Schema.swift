public import NetmakerCore

/// Labels with dots between.
private let domain = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$"

extension DNSRecordName: Described {
    public static var schema: JSONSchema {
        .string(
            "a name without its network's", pattern: domain, format: "record-name", length: 1...120,
            examples: ["sqlserver", "db.eu"])
    }
}

extension DomainName: Described {
    public static var schema: JSONSchema {
        .string("a domain name", pattern: domain, length: 1...253, examples: ["sqlserver.harbor"])
    }
}

extension DNSSuffix: Described {
    public static var schema: JSONSchema {
        .string(
            "a domain of the Internet, or one for private use", format: "dns-suffix",
            length: 1...118, examples: ["corp.example.org"])
    }
}

extension DNSServers: Described {
    public static var schema: JSONSchema { .list(of: IPAddress.schema, count: 1...maximumCount) }
}

extension DNSAddresses: Described {
    public static var schema: JSONSchema { .list(of: IPAddress.schema, count: 1...maximumCount) }
}

extension DNSRecordResource: Described {
    public static var schema: JSONSchema {
        .object(
            "DNSRecord", "A custom name.",
            .required("network", NetworkName.self),
            .required("name", DNSRecordName.self),
            .required("names", .list(of: DomainName.schema)),
            .required("addresses", .list(of: IPAddress.schema)),
            .optional("node", NodeName.self, "whose other name it is; left out when it has addresses of its own"),
            .required("createdAt", Timestamp.self),
            .required("revision", Revision.self, "where it last changed: the ETag"))
    }
}

extension CreateDNSRecordRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "CreateDNSRecordRequest", "A new name for addresses, or for a node.",
            .required("name", DNSRecordName.self),
            .nullable("addresses", DNSAddresses.self, "left out for another name of a node"),
            .nullable("node", NodeReference.self, "left out for addresses"))
    }
}

extension UpdateDNSRecordRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "UpdateDNSRecordRequest", "Addresses or a node, in place of what a name stands for.",
            .nullable("addresses", DNSAddresses.self, "left out for another name of a node"),
            .nullable("node", NodeReference.self, "left out for addresses"))
    }
}
