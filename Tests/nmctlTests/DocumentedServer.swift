import FoundationEssentials
import HTTPTypes
import NetmakerAPI
import Synchronization
import Testing

/// A server that remembers what it was asked, and answers whatever the OpenAPI document has as the document says, with
/// the document's own examples.
final class DocumentedServer: HTTPTransport {
    private let document = OpenAPIDocument(APIOperation.all).json
    private let asked = Mutex<[String: Set<String>]>([:])

    /// The ids of the operations that it was asked for.
    var operations: Set<String> { Set(asked.withLock { $0 }.keys) }
    /// What it was sent besides: an operation's id, and a name behind the question mark, or `If-Match`.
    var parameters: Set<SentParameter> {
        Set(asked.withLock { $0 }.flatMap { id, names in names.map { SentParameter(operation: id, name: $0) } })
    }

    func send(_ request: HTTPRequest, body: [UInt8], within limit: Duration) async throws(APIError) -> HTTPAnswer {
        let (status, answer) = try answer(to: request)
        let fields: HTTPFields = [.contentType: "application/json", .netmakerRevision: "7", .eTag: "\"7\""]
        return HTTPAnswer(status: .init(code: status), fields: fields, body: Self.encode(answer))
    }

    /// A stream of one change and the end of the network.
    func follow(
        _ request: HTTPRequest, _ receive: @Sendable (ArraySlice<UInt8>) async throws -> Void
    ) async throws -> HTTPAnswer {
        _ = try answer(to: request)
        let isServers = request.path?.split(separator: "?").first.map(String.init) == APIPath.events.description
        let id = isServers ? "7-1767225600000" : "9f86d081884c7d65-7"
        for (kind, schema) in isServers ? Self.serverEvents : Self.networkEvents {
            let data = example(of: ["$ref": .string("#/components/schemas/\(schema)")])
            let lines = "id: \(id)\nevent: \(kind)\ndata: "
            try await receive((Array(lines.utf8) + Self.encode(data) + Array("\n\n".utf8))[...])
        }
        return HTTPAnswer(status: .ok)
    }

    private static let networkEvents = [("change", "Event"), ("deleted", "Reset")]
    private static let serverEvents = [("change", "ServerEvent"), ("reset", "ServerReset")]

    /// - Throws: for what the document does not have.
    private func answer(to request: HTTPRequest) throws(APIError) -> (status: Int, body: JSONValue?) {
        let path = (request.path ?? "").prefix { $0 != "?" }.split(separator: "/")
        guard case .object(let paths) = document["paths"],
            let item = paths.first(where: { Self.template($0.key, fits: path) })?.value,
            let operation = item[request.method.rawValue.lowercased()],
            case .string(let id) = operation["operationId"], case .object(let responses) = operation["responses"],
            let (status, response) = responses.compactMap({ status, response in Int(status).map { ($0, response) } })
                .filter({ (200..<300).contains($0.0) }).min(by: { $0.0 < $1.0 })
        else {
            throw APIError(
                .unexpectedAnswer, message: "\(request.method) \(request.path ?? "") is not documented", remedy: "")
        }
        let sent = Self.parameters(of: request)
        if let unknown = sent.subtracting(Self.parameters(of: operation)).first {
            throw APIError(.unexpectedAnswer, message: "\(id) is not documented to take \(unknown)", remedy: "")
        }
        asked.withLock { $0[id, default: []].formUnion(sent) }
        guard case .object(let contents) = response["content"] else { return (status, nil) }
        let content = contents.first { $0.key != "text/event-stream" }
        return (status, content?.value["schema"].map(checkedExample))
    }

    private static func parameters(of request: HTTPRequest) -> Set<String> {
        let query = (request.path ?? "").split(separator: "?").dropFirst().joined()
        let names = query.split(separator: "&").compactMap { $0.split(separator: "=").first.map(String.init) }
        return Set(names + (request.headerFields[.ifMatch] == nil ? [] : ["If-Match"]))
    }

    private static func parameters(of operation: JSONValue) -> Set<String> {
        guard case .array(let parameters) = operation["parameters"] else { return [] }
        return Set(
            parameters.compactMap {
                guard case .string(let name) = $0["name"] else { return nil }
                return name
            })
    }

    private static func template(_ template: String, fits path: [Substring]) -> Bool {
        let segments = template.split(separator: "/")
        return segments.count == path.count && zip(segments, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }

    private static func encode(_ value: JSONValue?) -> [UInt8] {
        guard let value else { return [] }
        do { return Array(try JSONEncoder().encode(value)) } catch {
            Issue.record(error)
            return []
        }
    }
}

/// That an operation was sent a parameter.
struct SentParameter: Hashable, CustomStringConvertible {
    let operation: String
    let name: String

    var description: String { "\(operation): \(name)" }
}

extension DocumentedServer {
    private func checkedExample(of schema: JSONValue) -> JSONValue {
        let example = example(of: schema)
        #expect(SchemaCheck(document).faults(in: example, against: schema).isEmpty)
        return example
    }

    /// A value that a schema takes: what it shows, else the least there is of it.
    func example(of schema: JSONValue) -> JSONValue {
        let schema = SchemaCheck(document).resolved(schema)
        for list in ["examples", "enum", "anyOf"] {
            guard case .array(let values) = schema[list], let first = values.first else { continue }
            return list == "anyOf" ? example(of: first) : first
        }
        switch schema["type"] {
        case "object":
            guard case .array(let names) = schema["required"] else { return [:] }
            let fields = names.compactMap { name -> (String, JSONValue)? in
                guard case .string(let text) = name else { return nil }
                return (text, schema["properties"]?[text].map(example) ?? .null)
            }
            // A page has an item, so that what is done with items is done.
            let isPage = schema["properties"]?["items"] != nil
            return .object(
                Dictionary(fields) { $1 }.merging(
                    isPage ? ["items": [example(of: schema["properties"]?["items"]?["items"] ?? [:])]] : [:]
                ) { $1 })
        case "array": return schema["minItems"] == nil ? [] : [example(of: schema["items"] ?? [:])]
        case "boolean": return true
        case "integer": return schema["minimum"] ?? 1
        case .array(let types): return example(of: ["type": types.first ?? "null"])
        default:
            // Secrets, which no document shows one of.
            let secret = String(repeating: "a", count: 43)
            let texts = ["a", secret, "nmt_" + secret].map(JSONValue.string)
            return texts.first { SchemaCheck(document).faults(in: $0, against: schema).isEmpty } ?? "a"
        }
    }
}
