extension APIOperation {
    /// An answer to a request that was done.
    struct Answer: Sendable {
        /// A field of its head, always there.
        enum Field: Sendable {
            /// `ETag`: the revision of the object that is shown.
            case tag
            /// `Netmaker-Revision`: where the change left the network.
            case networkRevision
        }

        /// How often it may be told.
        enum Telling: Sendable { case once, often }

        let status: Int
        let mediaType: String
        /// Nil for an answer without a body.
        let body: JSONSchema?
        let fields: [Field]
        var telling = Telling.often

        static func ok(_ body: any Described.Type, _ fields: Field...) -> Answer {
            Answer(status: 200, mediaType: "application/json", body: body.schema, fields: fields)
        }

        static func created(_ body: any Described.Type, _ fields: Field...) -> Answer {
            Answer(status: 201, mediaType: "application/json", body: body.schema, fields: fields)
        }

        /// One that holds a secret, which is in no other answer.
        static func createdWithSecret(_ body: any Described.Type, _ fields: Field...) -> Answer {
            Answer(status: 201, mediaType: "application/json", body: body.schema, fields: fields, telling: .once)
        }

        /// One to what is begun, and goes on.
        static func accepted(_ body: any Described.Type, _ fields: Field...) -> Answer {
            Answer(status: 202, mediaType: "application/json", body: body.schema, fields: fields)
        }

        static func done(_ fields: Field...) -> Answer {
            Answer(status: 204, mediaType: "application/json", body: nil, fields: fields)
        }

        /// Server-sent events, without an end of its own.
        static var events: Answer {
            Answer(status: 200, mediaType: "text/event-stream", body: ServerSentEvent.schema, fields: [])
        }

        /// A file as it is.
        static func file(_ mediaType: String) -> Answer {
            Answer(status: 200, mediaType: mediaType, body: .string(), fields: [])
        }

        /// Those of the whole server.
        static var serverEvents: Answer {
            Answer(status: 200, mediaType: "text/event-stream", body: SentServerEvent.schema, fields: [])
        }

        /// An answer of another status that is no problem answer.
        static func other(_ status: Int, _ body: any Described.Type) -> Answer {
            Answer(status: status, mediaType: "application/json", body: body.schema, fields: [])
        }
    }

    /// The problem answers it may give, by status.
    var problemStatuses: Set<Int> {
        var kinds: Set<Problem.Kind> = Set(problems)
        kinds.insert(.invalidRequest)
        if access != .anybody { kinds.formUnion([.unauthenticated, .unavailable]) }
        if access == .session { kinds.insert(.forbidden) }
        if !segments.isEmpty { kinds.insert(.notFound) }
        if isChange { kinds.formUnion([.conflict, .outOfRoom]) }
        if takesIfMatch { kinds.insert(.preconditionFailed) }
        var statuses = Set(kinds.map(\.status))
        if body != nil {
            statuses.formUnion([408, Problem.Kind.tooLarge.status, Problem.Kind.unsupportedMediaType.status])
        }
        return statuses.subtracting(answers.map(\.status))
    }
}

extension Problem.Kind {
    /// The status it usually comes with.
    var status: Int {
        switch self {
        case .invalidRequest: 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .conflict, .exhausted: 409
        case .gone: 410
        case .preconditionFailed: 412
        case .tooLarge: 413
        case .unsupportedMediaType: 415
        case .tooManyAttempts: 429
        case .internalError: 500
        case .unavailable: 503
        case .outOfRoom: 507
        }
    }
}
