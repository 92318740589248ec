internal import HTTPTypes
internal import NetmakerCore

/// The OpenAPI 3.1 document of a set of operations.
public struct OpenAPIDocument: Hashable, Sendable, Codable {
    public let json: JSONValue

    public init(from decoder: any Decoder) throws { json = try JSONValue(from: decoder) }

    public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

    /// - Parameter operations: each path with each method once.
    public init(_ operations: [APIOperation]) {
        var paths: [String: JSONValue] = [:]
        var definitions = Problem.schema.definitions
        for operation in operations {
            var item: [String: JSONValue] = [:]
            if case .object(let known) = paths[operation.path] { item = known }
            item[operation.method.rawValue.lowercased()] = operation.json
            item["parameters"] = operation.segments.isEmpty ? nil : .array(operation.segments.map(Self.segment))
            paths[operation.path] = .object(item)
            for schema in [operation.body] + operation.answers.map(\.body) {
                definitions.merge(schema?.definitions ?? [:]) { $1 }
            }
        }
        json = [
            "openapi": "3.1.0",
            "info": [
                "title": "Netmaker", "version": .string(Release.version),
                "description": "Private WireGuard networks: networks, nodes, access keys.",
                "license": ["name": "Apache 2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": "/"]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(definitions),
                "responses": .object(Self.problems),
                "headers": .object(Self.headers),
                "securitySchemes": [
                    "session": [
                        "type": "http", "scheme": "bearer",
                        "description": "The token of a session, from logIn, or an API token.",
                    ],
                    "cookie": [
                        "type": "apiKey", "in": "cookie", "name": .string(CookieUse.cookieName),
                        "description": .string(
                            "A session that logIn put there; with Netmaker-Session: \(CookieUse.use.rawValue) only."),
                    ],
                ],
            ],
        ]
    }

    private static func segment(_ name: String) -> JSONValue {
        guard let schema = APIOperation.segmentSchemas[name] else {
            preconditionFailure("no schema of the segment \(name): add it to APIOperation.segmentSchemas")
        }
        return ["name": .string(name), "in": "path", "required": true, "schema": schema.json]
    }
}

extension OpenAPIDocument: Described {
    /// As the OpenAPI Initiative has it.
    public static var schema: JSONSchema {
        JSONSchema(["type": "object", "required": ["openapi", "info", "paths"]])
    }
}
