internal import NetmakerCore

extension OpenAPIDocument {
    /// What operations share: each problem answer by its status, with the fields its head has besides.
    static var problems: [String: JSONValue] {
        let fields: [Int: String] = [401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After"]
        return Dictionary(
            uniqueKeysWithValues: statuses.map { status, text in
                var response: [String: JSONValue] = [
                    "description": .string(text),
                    "content": [Problem.mediaType: ["schema": Problem.schema.json]],
                ]
                if let field = fields[status] {
                    response["headers"] = [field: ["$ref": .string("#/components/headers/\(field)")]]
                }
                return ("Problem\(status)", .object(response))
            })
    }

    private static let statuses: [Int: String] = [
        400: "The request is not valid.",
        401: "Nobody is logged in, or the name and the password do not fit.",
        403: "Not allowed.",
        404: "Not found.",
        408: "The body did not come in time.",
        409: "It does not fit what is there.",
        410: "It is over.",
        412: "It changed in between.",
        413: "The body is too large.",
        415: "The body is not JSON.",
        429: "Too many attempts.",
        503: "The server cannot do it now.",
        507: "The server's disk is full.",
    ]

    /// Fields of answers' heads.
    static var headers: [String: JSONValue] {
        func header(_ description: String, _ schema: JSONSchema) -> JSONValue {
            ["description": .string(description), "required": true, "schema": schema.json]
        }
        return [
            "ETag": header(
                "The revision of the object, to send back as If-Match.", .string(pattern: "^\"[0-9]{1,20}\"$")),
            "Netmaker-Revision": header(
                "Where the change left the network; what awaitConvergence waits for.", Revision.schema),
            "WWW-Authenticate": header("How to be somebody (RFC 6750).", .string(pattern: "^Bearer$")),
            "Retry-After": header("Seconds after which to try again.", .integer(from: 0)),
        ]
    }
}

extension APIOperation {
    /// As it stands under its path and method.
    var json: JSONValue {
        var result: [String: JSONValue] = [
            "operationId": .string(id), "summary": .string(summary), "responses": .object(responses),
            "security": access == .session ? [["session": []], ["cookie": []]] : [],
        ]
        var parameters = parameters.map { parameter -> JSONValue in
            [
                "name": .string(parameter.name), "in": "query", "schema": parameter.schema.json,
                "required": .boolean(parameter.presence == .required),
            ]
        }
        parameters += fields.map { field -> JSONValue in
            ["name": .string(field.name), "in": "header", "schema": field.schema.json]
        }
        if takesIdempotencyKey {
            parameters.append([
                "name": "Idempotency-Key", "in": "header", "schema": IdempotencyKey.schema.json,
            ])
        }
        if takesIfMatch {
            parameters.append([
                "name": "If-Match", "in": "header",
                "description": "The ETag of the object the change is based on; the change is refused if it is another.",
                "schema": JSONSchema.string(format: "entity-tag", examples: ["*", "\"12\""]).json,
            ])
        }
        if !parameters.isEmpty { result["parameters"] = .array(parameters) }
        if let body {
            result["requestBody"] = ["required": true, "content": ["application/json": ["schema": body.json]]]
        }
        return .object(result)
    }

    private var responses: [String: JSONValue] {
        var result: [String: JSONValue] = [:]
        for status in problemStatuses {
            result["\(status)"] = ["$ref": .string("#/components/responses/Problem\(status)")]
        }
        for answer in answers { result["\(answer.status)"] = answer.json }
        return result
    }
}

extension APIOperation.Answer {
    fileprivate var json: JSONValue {
        var result: [String: JSONValue] = ["description": .string(status < 400 ? "Done." : "Not now.")]
        if let body { result["content"] = .object([mediaType: ["schema": body.json]]) }
        var headers: [String: JSONValue] = [:]
        for field in fields {
            let name =
                switch field {
                case .tag: "ETag"
                case .networkRevision: "Netmaker-Revision"
                }
            headers[name] = ["$ref": .string("#/components/headers/\(name)")]
        }
        if !headers.isEmpty { result["headers"] = .object(headers) }
        return .object(result)
    }
}
