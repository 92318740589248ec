/// What JSON a type reads and writes (JSON Schema 2020-12), with the named schemas it refers to.
public struct JSONSchema: Hashable, Sendable {
    /// The schema itself, such as `{"type": "integer", "minimum": 1}`.
    public let keywords: [String: JSONValue]
    /// The schemas of objects, by name, that it and they refer to.
    public let definitions: [String: JSONValue]

    init(_ keywords: [String: JSONValue], defining definitions: [String: JSONValue] = [:]) {
        self.keywords = keywords
        self.definitions = definitions
    }

    /// Where definitions stand in a document.
    static let place = "#/components/schemas/"

    /// As it stands in a document.
    var json: JSONValue { .object(keywords) }
}

/// A type that says what JSON it reads and writes. That it says the truth is for tests to find out.
public protocol Described {
    static var schema: JSONSchema { get }
}

extension JSONSchema {
    /// - Parameters:
    ///   - pattern: a regular expression of ECMA-262 that the whole text matches, anchors included.
    ///   - format: of OpenAPI's registry, or one of ours where a pattern cannot tell all.
    ///   - examples: texts that are taken.
    static func string(
        _ description: String? = nil, pattern: String? = nil, format: String? = nil, length: ClosedRange<Int>? = nil,
        examples: [String] = []
    ) -> JSONSchema {
        var keywords: [String: JSONValue] = ["type": "string"]
        keywords["description"] = description.map(JSONValue.string)
        keywords["pattern"] = pattern.map(JSONValue.string)
        keywords["format"] = format.map(JSONValue.string)
        keywords["minLength"] = length.map { .integer($0.lowerBound) }
        keywords["maxLength"] = length.map { .integer($0.upperBound) }
        if !examples.isEmpty { keywords["examples"] = .array(examples.map(JSONValue.string)) }
        return JSONSchema(keywords)
    }

    /// One of these texts.
    static func choice(_ description: String? = nil, of texts: [String]) -> JSONSchema {
        var keywords: [String: JSONValue] = ["type": "string", "enum": .array(texts.map(JSONValue.string))]
        keywords["description"] = description.map(JSONValue.string)
        return JSONSchema(keywords)
    }

    static func integer(_ description: String? = nil, from minimum: Int, through maximum: Int? = nil) -> JSONSchema {
        var keywords: [String: JSONValue] = ["type": "integer", "minimum": .integer(minimum)]
        keywords["description"] = description.map(JSONValue.string)
        keywords["maximum"] = maximum.map(JSONValue.integer)
        return JSONSchema(keywords)
    }

    static func boolean(_ description: String? = nil) -> JSONSchema {
        var keywords: [String: JSONValue] = ["type": "boolean"]
        keywords["description"] = description.map(JSONValue.string)
        return JSONSchema(keywords)
    }

    static func list(of item: JSONSchema) -> JSONSchema {
        JSONSchema(["type": "array", "items": item.json], defining: item.definitions)
    }

    static func list(of item: JSONSchema, count: ClosedRange<Int>) -> JSONSchema {
        let bounds: [String: JSONValue] = [
            "minItems": .integer(count.lowerBound), "maxItems": .integer(count.upperBound),
        ]
        return JSONSchema(list(of: item).keywords.merging(bounds) { $1 }, defining: item.definitions)
    }

    /// An object whose fields have any names.
    static func map(to value: JSONSchema) -> JSONSchema {
        JSONSchema(["type": "object", "additionalProperties": value.json], defining: value.definitions)
    }

    static func either(_ description: String, _ choices: JSONSchema...) -> JSONSchema {
        JSONSchema(
            ["description": .string(description), "anyOf": .array(choices.map(\.json))],
            defining: choices.reduce(into: [:]) { $0.merge($1.definitions) { $1 } })
    }

    /// The same with another description.
    func described(_ description: String?) -> JSONSchema {
        guard let description else { return self }
        return JSONSchema(
            keywords.merging(["description": .string(description)]) { $1 }, defining: definitions)
    }

    /// The same, or null.
    var orNull: JSONSchema {
        guard case .string(let type) = keywords["type"] else {
            return JSONSchema(["anyOf": [json, ["type": "null"]]], defining: definitions)
        }
        var keywords = keywords
        keywords["type"] = .array([.string(type), "null"])
        if case .array(let choices) = keywords["enum"] { keywords["enum"] = .array(choices + [.null]) }
        return JSONSchema(keywords, defining: definitions)
    }
}
