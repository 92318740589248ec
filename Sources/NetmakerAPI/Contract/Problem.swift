public import NetmakerCore

/// Why a request was not done, as `application/problem+json` (RFC 9457) with what to do about it.
public struct Problem: Hashable, Sendable, Codable {
    /// The media type of the answer.
    public static let mediaType = "application/problem+json"

    /// What kind of problem it is, for programs: a URI that names it and leads nowhere.
    public let type: String
    /// The kind in words.
    public let title: String
    /// The answer's HTTP status.
    public let status: Int
    /// What happened, with the values in it.
    public let detail: String
    /// The field of the request that is to blame, as the request spells it; nil when no one field is.
    public let field: String?
    /// What the reader can do next.
    public let remedy: String
    /// The revision the object stands at, when it changed since the asker read it; nil for other problems.
    public let currentRevision: Revision?
    /// What changed since the asker read it, oldest first; nil for other problems and when that is no longer known.
    public let changes: [Change]?

    /// One change of the object.
    public struct Change: Hashable, Sendable, Codable {
        public let revision: Revision
        public let time: Timestamp
        /// Who did it, such as "user:alice".
        public let actor: String
        /// The fields that changed, by name.
        public let fields: [String]
        /// What they held until then, as text; a field that held nothing is left out.
        public let before: [String: String]
        /// What they hold since.
        public let after: [String: String]

        /// The difference between what an object held and what it holds; a field that holds nothing is left out of
        /// both.
        public init(
            revision: Revision, time: Timestamp, actor: String, from old: [String: String], to new: [String: String]
        ) {
            self.revision = revision
            self.time = time
            self.actor = actor
            let changed = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
            fields = changed.sorted()
            before = old.filter { changed.contains($0.key) }
            after = new.filter { changed.contains($0.key) }
        }
    }

    public init(
        _ kind: Kind, status: Int, detail: String, field: String? = nil, remedy: String,
        currentRevision: Revision? = nil, changes: [Change]? = nil
    ) {
        type = kind.uri
        title = kind.title
        self.status = status
        self.detail = detail
        self.field = field
        self.remedy = remedy
        self.currentRevision = currentRevision
        self.changes = changes
    }

    /// What kind it is; nil for a kind of a later release.
    public var kind: Kind? { Kind.allCases.first { $0.uri == type } }
}

extension Problem {
    /// The kinds there are.
    public enum Kind: String, Sendable, CaseIterable {
        case invalidRequest = "invalid-request"
        case unauthenticated
        case forbidden
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case conflict
        case gone
        case preconditionFailed = "precondition-failed"
        case tooLarge = "too-large"
        case unsupportedMediaType = "unsupported-media-type"
        case tooManyAttempts = "too-many-attempts"
        case exhausted
        case unavailable
        case outOfRoom = "out-of-room"
        case internalError = "internal-error"

        /// Stays the same for ever: programs branch on it.
        var uri: String { "urn:netmaker:problem:\(rawValue)" }

        var title: String {
            switch self {
            case .invalidRequest: "The request is not valid"
            case .unauthenticated: "Nobody is logged in"
            case .forbidden: "Not allowed"
            case .notFound: "Not found"
            case .methodNotAllowed: "The path does not take this method"
            case .conflict: "It does not fit what is there"
            case .gone: "It is over"
            case .preconditionFailed: "It changed in between"
            case .tooLarge: "The request is too large"
            case .unsupportedMediaType: "The body is of a type that is not read"
            case .tooManyAttempts: "Too many attempts"
            case .exhausted: "Nothing is left"
            case .unavailable: "The server cannot do it now"
            case .outOfRoom: "The server's disk is full"
            case .internalError: "The server failed"
            }
        }
    }
}
