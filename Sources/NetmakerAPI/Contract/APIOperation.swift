public import HTTPTypes

/// One thing the REST interface does, as the server registers it and the OpenAPI document tells it.
public struct APIOperation: Sendable {
    /// Who may call it, as far as that is seen from the request's head.
    public enum Access: Sendable {
        /// Whoever reaches the server; credentials are not looked at.
        case anybody
        /// Whoever reaches the server; a credential that is sent has to be good.
        case whoLogsIn
        /// Who sends a session's token, or an API token.
        case session
    }

    /// Whether what it is about has a revision, by which a caller says which one they saw.
    enum Object: Sendable { case withRevision, withoutRevision }

    /// A parameter behind the question mark, or a field of the head.
    public struct Parameter: Sendable {
        enum Presence: Sendable { case optional, required }

        public let name: String
        let schema: JSONSchema
        let presence: Presence

        init(_ name: String, _ schema: JSONSchema, _ presence: Presence = .optional) {
            self.name = name
            self.schema = schema
            self.presence = presence
        }
    }

    /// Its name, unique, for generated clients: a verb and what it is done to.
    public let id: String
    public let method: HTTPRequest.Method
    /// From the server's root, with segments in braces, such as `/api/v1/networks/{network}`.
    public let path: String
    /// What it does, in a sentence.
    public let summary: String
    public let access: Access
    public let parameters: [Parameter]
    /// Nil when it reads none.
    let body: JSONSchema?
    /// Fields of the head that it reads, besides those that follow from the rest.
    let fields: [Parameter]
    let object: Object
    /// What it answers when it does as it is asked.
    let answers: [Answer]
    /// The kinds of problem it may answer besides those that follow from the rest.
    let problems: [Problem.Kind]

    init(
        _ id: String, _ method: HTTPRequest.Method, _ path: String, _ summary: String, access: Access = .session,
        parameters: [Parameter] = [], fields: [Parameter] = [], takes body: (any Described.Type)? = nil,
        object: Object = .withRevision, answers: Answer...,
        problems: [Problem.Kind] = []
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.summary = summary
        self.access = access
        self.parameters = parameters
        self.body = body?.schema
        self.answers = answers
        self.fields = fields
        self.object = object
        self.problems = problems
    }

    /// Everything the interface does.
    public static let all: [APIOperation] =
        health + installer + people + account + users + server + networks + nodes + gateways + clients + accessKeys
        + dns + history + events + why
}

extension APIOperation {
    /// The names in braces of its path, in order.
    public var segments: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// Whether it changes an object that is there, which the caller may want to be the one they saw.
    public var takesIfMatch: Bool {
        guard object == .withRevision else { return false }
        return switch method {
        case .patch, .delete, .put: true
        case .post: answers.contains { $0.status != 201 && $0.fields.contains(.networkRevision) }
        default: false
        }
    }

    /// Whether it makes something, which the caller may want to be one only although they ask twice.
    public var takesIdempotencyKey: Bool {
        method == .post && access == .session && answers.contains { $0.status == 201 }
    }

    /// Whether its answer holds a secret that is told once.
    public var isToldOnce: Bool { answers.contains { $0.telling == .once } }

    /// Whether it changes anything.
    var isChange: Bool { method != .get }
}
