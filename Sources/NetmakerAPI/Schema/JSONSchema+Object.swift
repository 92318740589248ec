extension JSONSchema {
    /// One field of an object.
    struct Field {
        enum Presence {
            /// Always there.
            case required
            /// May be left out, and is never null.
            case optional
            /// May be left out, or be null.
            case nullable
        }
        let name: String
        let schema: JSONSchema
        let presence: Presence

        static func required(_ name: String, _ type: any Described.Type, _ text: String? = nil) -> Field {
            Field(name: name, schema: type.schema.described(text), presence: .required)
        }
        static func optional(_ name: String, _ type: any Described.Type, _ text: String? = nil) -> Field {
            Field(name: name, schema: type.schema.described(text), presence: .optional)
        }
        static func nullable(_ name: String, _ type: any Described.Type, _ text: String? = nil) -> Field {
            Field(name: name, schema: type.schema.described(text).orNull, presence: .nullable)
        }
        static func required(_ name: String, _ schema: JSONSchema) -> Field {
            Field(name: name, schema: schema, presence: .required)
        }
        static func optional(_ name: String, _ schema: JSONSchema) -> Field {
            Field(name: name, schema: schema, presence: .optional)
        }
        static func nullable(_ name: String, _ schema: JSONSchema) -> Field {
            Field(name: name, schema: schema.orNull, presence: .nullable)
        }
    }

    /// A reference to an object of these fields and no others, which stands under its name among the definitions.
    ///
    /// - Parameter alternatives: of these fields at least one is there and not null; none for no such rule.
    static func object(
        _ name: String, _ description: String, needingOneOf alternatives: [String] = [], _ fields: Field...
    ) -> JSONSchema {
        var object: [String: JSONValue] = [
            "type": "object", "description": .string(description), "additionalProperties": false,
            "properties": .object(
                Dictionary(fields.map { ($0.name, $0.schema.json) }) { first, _ in first }),
        ]
        let required = fields.filter { $0.presence == .required }.map { JSONValue.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        if !alternatives.isEmpty {
            object["anyOf"] = .array(
                alternatives.map { name in
                    ["required": [.string(name)], "properties": [name: ["not": ["type": "null"]]]]
                })
        }
        var definitions = fields.reduce(into: [:]) { $0.merge($1.schema.definitions) { $1 } }
        definitions[name] = .object(object)
        return JSONSchema(["$ref": .string(place + name)], defining: definitions)
    }
}
