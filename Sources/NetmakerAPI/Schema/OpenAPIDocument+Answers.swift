package import HTTPTypes

extension OpenAPIDocument {
    /// An answer that the interface gave, to be held against the document.
    package struct GivenAnswer: Sendable {
        let request: HTTPRequest
        let response: HTTPResponse
        let body: [UInt8]

        package init(to request: HTTPRequest, _ response: HTTPResponse, body: [UInt8]) {
            self.request = request
            self.response = response
            self.body = body
        }
    }

    /// Where the answer departs from what the document says of it; empty when it does not. Of paths and methods that
    /// the document does not know, that they are refused by a problem answer.
    package func faults(in answer: GivenAnswer) -> [String] {
        let check = SchemaCheck(json)
        let status = answer.response.status.code
        let description: JSONValue
        if let operation = operation(answer.request) {
            guard let response = operation["responses"]?["\(status)"] else { return ["\(status) is not documented"] }
            description = check.resolved(response)
        } else {
            guard (400..<500).contains(status) else { return ["\(status) at a path that is not documented"] }
            description = check.resolved(["$ref": "#/components/responses/Problem400"])
        }
        return faults(inHeadOf: answer, description, check) + faults(inBodyOf: answer, description, check)
    }

    /// What the document says of the operation that a request asks for; nil when it knows none.
    private func operation(_ request: HTTPRequest) -> JSONValue? {
        guard case .object(let paths) = json["paths"] else { return nil }
        let path = (request.path ?? "").prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
        let known = paths.first { template, _ in
            let segments = template.split(separator: "/", omittingEmptySubsequences: false)
            return segments.count == path.count
                && zip(segments, path).allSatisfy { $0.hasPrefix("{") && !$1.isEmpty || $0 == $1 }
        }
        return known?.value[request.method.rawValue.lowercased()]
    }

    private func faults(inHeadOf answer: GivenAnswer, _ description: JSONValue, _ check: SchemaCheck) -> [String] {
        var headers: [String: JSONValue] = [:]
        if case .object(let documented) = description["headers"] { headers = documented }
        // Revisions are there to be built on, and nobody builds on what they are not told of.
        let untold = ["ETag", "Netmaker-Revision"].filter { name in
            headers[name] == nil && HTTPField.Name(name).flatMap { answer.response.headerFields[$0] } != nil
        }
        return untold.map { "\($0) is not documented" }
            + headers.flatMap { name, header -> [String] in
                guard let field = HTTPField.Name(name), let text = answer.response.headerFields[field] else {
                    return ["\(name) is missing"]
                }
                let schema = check.resolved(header)["schema"] ?? [:]
                let value = schema["type"] == "integer" ? Int(text).map(JSONValue.integer) : .string(text)
                return check.faults(in: value ?? .string(text), against: schema, at: name)
            }
    }

    private func faults(inBodyOf answer: GivenAnswer, _ description: JSONValue, _ check: SchemaCheck) -> [String] {
        guard answer.request.method != .head, let content = description["content"] else {
            return answer.body.isEmpty ? [] : ["there is a body"]
        }
        let type = answer.response.headerFields[.contentType] ?? ""
        guard let schema = content[type]?["schema"] else { return ["\"\(type)\" is not documented"] }
        if type == "text/event-stream" {
            return events(in: answer.body).flatMap { check.faults(in: $0, against: schema) }
        }
        // A file: any bytes are.
        guard type.hasSuffix("json") else { return [] }
        guard let body = JSONValue(text: answer.body) else { return ["the body is not JSON"] }
        return check.faults(in: body, against: schema)
    }

    /// The events of a stream (HTML standard, section 9.2.6): what has data.
    private func events(in body: [UInt8]) -> [JSONValue] {
        String(decoding: body, as: UTF8.self).split(separator: "\n\n").compactMap { block in
            let lines = block.split(separator: "\n").filter { !$0.hasPrefix(":") }
            let fields = lines.map { $0.split(separator: ":", maxSplits: 1).map(String.init) }
            let event = Dictionary(
                fields.map { ($0[0], JSONValue.string(String(($0.last ?? "").drop { $0 == " " }))) }
            ) { $1 }
            return event["data"] == nil ? nil : .object(event)
        }
    }
}
