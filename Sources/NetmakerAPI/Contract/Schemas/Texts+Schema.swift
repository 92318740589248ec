public import NetmakerCore

extension Timestamp: Described {
    public static var schema: JSONSchema {
        schema(format: "date-time", examples: ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678Z"])
    }

    /// Of one that is not over.
    static var schemaToCome: JSONSchema { schema(format: "time-to-come", examples: ["2999-01-31T18:00:00Z"]) }

    private static func schema(format: String, examples: [String]) -> JSONSchema {
        .string(
            "a moment in UTC (RFC 3339)",
            pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?Z$", format: format,
            examples: examples)
    }
}

extension PublicKey: Described {
    public static var schema: JSONSchema {
        .string(
            "the base64 of 32 bytes", pattern: "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$",
            examples: ["xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg="])
    }
}

extension CertificatePin: Described {
    public static var schema: JSONSchema {
        .string(
            "SHA-256 of a TLS key, as curl's --pinnedpubkey takes it",
            pattern: "^sha256//[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$",
            examples: ["sha256//47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="])
    }
}

extension DefaultsReach: Described {
    public static var schema: JSONSchema { .choice(of: ["newNodes", "allNodes"]) }
}

extension ShellCommand: Described {
    public static var schema: JSONSchema {
        .string(
            "a line for the shell of a machine, run as root if its owner allowed it", format: "shell-command",
            length: 1...maximumLength, examples: ["logger up"])
    }
}

extension NetworkOptions.Admission: Described {
    public static var schema: JSONSchema {
        .choice("who lets machines in that have no access key", of: allCases.map(\.rawValue))
    }
}

extension NodeStatus: Described {
    public static var schema: JSONSchema {
        .choice("how it takes part in the network", of: allCases.map(\.rawValue))
    }
}

extension ConfidentialText: Described {
    public static var schema: JSONSchema { .string(format: "password", examples: ["correct horse battery staple"]) }
}

extension Network {
    /// What `checked(displayName:)` takes.
    static var displayNameSchema: JSONSchema {
        .string(
            "printable characters, not all of them blank", format: "display-name",
            length: 1...maximumDisplayNameLength, examples: ["Main harbor"])
    }
}
