internal import NetmakerCore

extension ClientResource: Described {
    public static var schema: JSONSchema {
        .object(
            "Client", "An external client, without its private key.",
            .required("id", ExternalClientID.self),
            .required("network", NetworkName.self),
            .required("name", NodeName.self),
            .required("publicKey", PublicKey.self),
            .optional("ipv4", IPv4Address.self, "left out where the network has no range of IPv4"),
            .optional("ipv6", IPv6Address.self, "left out where the network has no range of IPv6"),
            .required("gateway", NodeID.self, "the node it enters by"),
            .optional("gatewayName", NodeName.self, "left out when that is no node any more"),
            .required("nameServers", .list(of: IPAddress.schema)),
            .required("allowedRanges", .list(of: IPPrefix.schema)),
            .required(
                "status",
                .choice(
                    "whether the network reaches it", of: ["admitted", "disabled", "expired", "withoutGateway"])),
            .optional("expiresAt", Timestamp.self, "when it is cut off; left out for never"),
            .required("file", File.schema),
            .required("createdAt", Timestamp.self),
            .required("revision", Revision.self, "where it last changed: the ETag"))
    }
}

extension ClientResource.File {
    static var schema: JSONSchema {
        .choice("how the file stands that was last handed out", of: ["current", "outdated"])
    }
}

extension HandedOutClient: Described {
    public static var schema: JSONSchema {
        .object(
            "HandedOutClient", "What a device gets. A key that was made for this answer is in no other.",
            .required("client", ClientResource.self),
            .required("configuration", .string("a file for wg-quick and the WireGuard apps")),
            .optional("qr", QRCodeResource.self, "left out without a private key, and where no code holds the file"))
    }
}

extension QRCodeResource: Described {
    public static var schema: JSONSchema {
        .object(
            "QRCode", "A QR code in the forms people need.",
            .required("png", .string("a picture, in base64")),
            .required("svg", .string("a drawing")),
            .required("terminal", .string("lines for a terminal that takes UTF-8 and colors")))
    }
}

extension ClientFileResource: Described {
    public static var schema: JSONSchema {
        .object(
            "ClientFile", "What a client's file has to say now.",
            .required("configuration", .string("with a placeholder for the private key")),
            .required("file", ClientResource.File.schema))
    }
}

extension CreateClientRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "CreateClientRequest", "A new external client.",
            .required("name", NodeName.self),
            .required("gateway", NodeReference.self, "the ingress gateway it enters by"),
            .nullable("publicKey", PublicKey.self, "a key is made for the answer if left out"),
            .nullable("ipv4", IPv4Address.self, "the next that is free if left out"),
            .nullable("ipv6", IPv6Address.self, "the next that is free if left out"),
            .nullable("nameServers", .list(of: IPAddress.schema)),
            .nullable("allowedRanges", .list(of: IPPrefix.schema).described("what lies behind it")),
            .nullable(
                "expiresAt", Timestamp.schemaToCome.described("when it is cut off; instead of expiresInSeconds")),
            .nullable("expiresInSeconds", Lifetime.schema.described("when it is cut off; instead of expiresAt")))
    }
}

extension UpdateClientRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "UpdateClientRequest", "What changes of an external client; what is left out stays.",
            .optional("name", NodeName.self),
            .optional("gateway", NodeReference.self, "the ingress gateway it enters by"),
            .optional("access", .choice("whether it is let in", of: ["enabled", "disabled"])),
            .optional("nameServers", .list(of: IPAddress.schema)),
            .optional("allowedRanges", .list(of: IPPrefix.schema)),
            .nullable("expiresAt", Timestamp.schemaToCome.described("null for never; instead of expiresInSeconds")),
            .nullable("expiresInSeconds", Lifetime.schema.described("when it is cut off; instead of expiresAt")))
    }
}

extension HandOutFileRequest: Described {
    public static var schema: JSONSchema {
        .object(
            "HandOutFileRequest", "Which key the device has from now on.",
            .nullable("key", .choice("kept if left out", of: ["kept", "made"])),
            .nullable("publicKey", PublicKey.self, "the public half of a key that the device made; instead of key"))
    }
}
