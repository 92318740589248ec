import FoundationEssentials
import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

/// A type of the interface and its schema, held against each other.
struct DescribedType: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let schema: JSONSchema
    /// Values of it as they are written: between them they have each field that there may be, and one has only those
    /// that must be. None for a type that is only read.
    let samples: [@Sendable () throws -> Data]
    /// Reads one; nil for a type that is only written.
    let read: (@Sendable (Data) throws -> Void)?
    /// Whether it has text that opens something.
    var holdsSecret = false

    static func answer<Value: Described & Encodable & Sendable>(_ values: Value...) -> DescribedType {
        DescribedType(
            testDescription: "\(Value.self)", schema: Value.schema,
            samples: values.map { value in { try JSONEncoder().encode(value) } }, read: nil,
            holdsSecret: values.contains { value in
                Mirror(reflecting: value).children.contains { $0.value is ConfidentialText }
            })
    }

    static func request<Value: Described & Decodable & Sendable>(_ type: Value.Type) -> DescribedType {
        DescribedType(
            testDescription: "\(type)", schema: type.schema, samples: [],
            read: { _ = try JSONDecoder().decode(type, from: $0) })
    }

    /// The definitions that there are, as a document has them.
    var check: SchemaCheck { SchemaCheck(["components": ["schemas": .object(schema.definitions)]]) }

    /// The object's own schema.
    var object: JSONValue { check.resolved(.object(schema.keywords)) }

    /// The names of its fields: of all, or of those that must be there.
    var properties: Set<String> { Set(object["properties"]?.fields.keys.map { $0 } ?? []) }
    var required: Set<String> {
        guard case .array(let names) = object["required"] else { return [] }
        return Set(names.map { $0.text ?? "" })
    }
}

extension JSONValue {
    var fields: [String: JSONValue] {
        guard case .object(let fields) = self else { return [:] }
        return fields
    }
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}

@Suite struct `The schema of a type` {
    @Test(arguments: DescribedType.answers) func `is what it writes`(_ type: DescribedType) throws {
        var names: [Set<String>] = []
        for sample in type.samples {
            let value = try JSONDecoder().decode(JSONValue.self, from: sample())
            #expect(type.check.faults(in: value, against: .object(type.schema.keywords)) == [])
            names.append(Set(value.fields.keys))
        }
        #expect(names.reduce(into: []) { $0.formUnion($1) } == type.properties, "a field that no sample has")
        #expect(names.reduce(type.properties) { $0.intersection($1) } == type.required, "a field that all samples have")
    }

    /// What it allows is read, and what it does not allow is refused.
    @Test(arguments: DescribedType.requests) func `is what it reads`(_ type: DescribedType) throws {
        let read = try #require(type.read)
        var counts = (taken: 0, refused: 0)
        for value in SchemaCases(of: type).all {
            let data = try JSONEncoder().encode(value)
            let faults = type.check.faults(in: value, against: .object(type.schema.keywords))
            if faults.isEmpty {
                #expect(throws: Never.self, "\(String(decoding: data, as: UTF8.self))") { try read(data) }
                counts.taken += 1
            } else {
                #expect(throws: (any Error).self, "\(String(decoding: data, as: UTF8.self))") { try read(data) }
                counts.refused += 1
            }
        }
        #expect(counts.taken > 0 && counts.refused > 0)
    }

    @Test func `is of one that is told once when it holds a secret`() throws {
        let secrets = DescribedType.answers.filter(\.holdsSecret).map { JSONValue.object($0.schema.keywords) }
        #expect(!secrets.isEmpty)
        let document = OpenAPIDocument(APIOperation.all).json
        for operation in APIOperation.all where operation.takesIdempotencyKey && !operation.isToldOnce {
            let method = document["paths"]?[operation.path]?[operation.method.rawValue.lowercased()]
            let schema = method?["responses"]?["201"]?["content"]?["application/json"]?["schema"]
            #expect(!secrets.contains(try #require(schema)), "\(operation.id): answer with createdWithSecret")
        }
    }

    @Test func `is held against it, for every type of the document`() {
        let schemas = OpenAPIDocument(APIOperation.all).json["components"]?["schemas"]?.fields ?? [:]
        let known = (DescribedType.answers + DescribedType.requests).map { $0.schema.keywords["$ref"]?.text ?? "" }
        let tested = Set(known.map { String($0.split(separator: "/").last ?? "") })

        // What every stream's test is held against.
        let streamed: Set = ["ServerSentEvent", "SentServerEvent"]

        #expect(
            Set(schemas.keys).subtracting(tested).subtracting(streamed) == [], "give samples of them, or have them read"
        )
    }
}
