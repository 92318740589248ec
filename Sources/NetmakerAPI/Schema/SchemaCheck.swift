internal import FoundationEssentials

/// Finds where a value departs from a schema, by the keywords that our schemas have and no others.
package struct SchemaCheck: Sendable {
    /// What `$ref` points into.
    private let document: JSONValue

    package init(_ document: JSONValue) { self.document = document }

    /// What is wrong, each with where it is; empty when nothing is.
    package func faults(in value: JSONValue, against schema: JSONValue, at place: String = "$") -> [String] {
        guard case .object(let keywords) = schema else { return ["\(place): the schema is no object"] }
        return keywords.sorted { $0.key < $1.key }.flatMap { keyword, argument in
            faults(in: value, keyword, argument, of: schema, at: place)
        }
    }

    /// What a reference leads to; the value itself when it is none.
    package func resolved(_ value: JSONValue) -> JSONValue {
        guard case .string(let text) = value["$ref"] else { return value }
        return text.split(separator: "/").dropFirst().reduce(document) { $0[String($1)] ?? .null }
    }

    private func faults(
        in value: JSONValue, _ keyword: String, _ argument: JSONValue, of schema: JSONValue, at place: String
    ) -> [String] {
        switch (keyword, argument, value) {
        case ("description", _, _), ("examples", _, _), ("format", _, _), ("contentMediaType", _, _): []
        case ("contentSchema", _, .string(let text)):
            JSONValue(text: text).map { faults(in: $0, against: argument, at: place) } ?? ["\(place): is no JSON"]
        case ("$ref", _, _): faults(in: value, against: resolved(schema), at: place)
        case ("type", .string(let type), _): value.isOf(type) ? [] : ["\(place): \(value) is no \(type)"]
        case ("type", .array(let types), _):
            types.contains { $0.text.map(value.isOf) == true } ? [] : ["\(place): \(value) is none of \(types)"]
        case ("enum", .array(let choices), _): choices.contains(value) ? [] : ["\(place): \(value) is no choice"]
        case ("anyOf", .array(let choices), _):
            choices.contains { faults(in: value, against: $0, at: place).isEmpty }
                ? [] : ["\(place): \(value) is none of what it may be"]
        case ("not", _, _): faults(in: value, against: argument).isEmpty ? ["\(place): \(value) may not be"] : []
        case ("minimum", .integer(let bound), .integer(let number)):
            number >= bound ? [] : ["\(place): \(number) is less than \(bound)"]
        case ("maximum", .integer(let bound), .integer(let number)):
            number <= bound ? [] : ["\(place): \(number) is more than \(bound)"]
        case ("minLength", .integer(let bound), .string(let text)):
            text.unicodeScalars.count >= bound ? [] : ["\(place): is shorter than \(bound)"]
        case ("maxLength", .integer(let bound), .string(let text)):
            text.unicodeScalars.count <= bound ? [] : ["\(place): is longer than \(bound)"]
        case ("minItems", .integer(let bound), .array(let items)):
            items.count >= bound ? [] : ["\(place): has fewer than \(bound) items"]
        case ("maxItems", .integer(let bound), .array(let items)):
            items.count <= bound ? [] : ["\(place): has more than \(bound) items"]
        case ("pattern", .string(let pattern), .string(let text)):
            text.matches(pattern) ? [] : ["\(place): \"\(text)\" does not match \(pattern)"]
        case ("items", _, .array(let items)):
            items.enumerated().flatMap { faults(in: $1, against: argument, at: "\(place)[\($0)]") }
        case ("required", .array(let names), .object(let fields)):
            names.compactMap(\.text).filter { fields[$0] == nil }.map { "\(place): \($0) is missing" }
        case ("properties", .object(let properties), .object(let fields)):
            fields.sorted { $0.key < $1.key }.flatMap { name, field in
                properties[name].map { faults(in: field, against: $0, at: "\(place).\(name)") } ?? []
            }
        case ("additionalProperties", _, .object(let fields)):
            fields.sorted { $0.key < $1.key }.filter { schema["properties"]?[$0.key] == nil }.flatMap { name, field in
                argument == false
                    ? ["\(place): \(name) is not known"]
                    : faults(in: field, against: argument, at: "\(place).\(name)")
            }
        // What is about values of another type.
        case ("minimum", _, _), ("maximum", _, _), ("minLength", _, _), ("maxLength", _, _), ("pattern", _, _),
            ("minItems", _, _), ("maxItems", _, _),
            ("items", _, _), ("required", _, _), ("properties", _, _), ("additionalProperties", _, _):
            []
        default: ["\(place): the keyword \(keyword) is not known"]
        }
    }
}

extension JSONValue {
    /// Nil for a text that is no JSON.
    init?(text: some Sequence<UInt8>) {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(text)) else { return nil }
        self = value
    }

    /// Nil for a text that is no JSON.
    init?(text: String) { self.init(text: text.utf8) }

    /// The text, when it is one.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    fileprivate func isOf(_ type: String) -> Bool {
        switch (self, type) {
        case (.null, "null"), (.boolean, "boolean"), (.integer, "integer"), (.integer, "number"), (.number, "number"),
            (.string, "string"), (.array, "array"), (.object, "object"):
            true
        // Whole, and larger than can be computed with here.
        case (.number(let number), "integer"): number.rounded() == number
        default: false
        }
    }
}

extension String {
    /// Whether any part matches a regular expression; false for one that cannot be read.
    fileprivate func matches(_ pattern: String) -> Bool {
        guard let expression = try? Regex(pattern).matchingSemantics(.unicodeScalar) else { return false }
        return firstMatch(of: expression) != nil
    }
}
