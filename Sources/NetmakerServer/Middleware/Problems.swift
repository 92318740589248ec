internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// Turns every error into a problem answer: the one place where an error becomes an HTTP status.
struct Problems: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Self.problem(for: error, request)
            if problem.kind == .internalError {
                // The reader is told nothing of our inside; the log is.
                context.logger.error("request failed", metadata: ["error": "\(error)"])
            }
            let answer = try Self.answer(problem, to: error)
            // A body would be taken for the next answer (RFC 9110, section 9.3.2).
            return request.method == .head ? answer.createHeadResponse() : answer
        }
    }

    private static func problem(for error: any Error, _ request: Request) -> Problem {
        switch error {
        case let error as ModelError: Problem(error)
        case let error as PreconditionFailure: Problem(error)
        case let error as ControlError: Problem(error)
        case let error as TooManyAttempts: Problem(error)
        case let error as MethodNotAllowed: Problem(error, path: request.uri.path)
        case let error as ForeignMediaType: Problem(error)
        case is SlowBody:
            Problem(
                .invalidRequest, status: 408, detail: "the body did not come in time", remedy: "send it at once")
        case let error as any HTTPResponseError: Problem(error, path: request.uri.path)
        default:
            Problem(
                .internalError, status: 500, detail: "the server failed to answer",
                remedy: "try again; if it stays so, look at the server's log")
        }
    }

    private static func answer(_ problem: Problem, to error: any Error) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var headers: HTTPFields = [.contentType: Problem.mediaType]
        switch problem.kind {
        case .unauthenticated: headers[.wwwAuthenticate] = "Bearer"
        case .unavailable, .tooManyAttempts:
            headers[.retryAfter] = String((error as? TooManyAttempts)?.seconds ?? 1)
        case .methodNotAllowed: headers[.allow] = (error as? MethodNotAllowed)?.list
        default: break
        }
        return Response(
            status: HTTPResponse.Status(code: problem.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(problem))))
    }
}

/// That an object changed since the asker read it, with what changed.
struct PreconditionFailure: Error {
    let error: ControlError
    let currentRevision: Revision
    /// Nil when the change log no longer tells.
    let changes: [Problem.Change]?
}

extension Problem {
    /// A value that cannot be: the request's fault in every case.
    init(_ error: ModelError) {
        self.init(
            .invalidRequest, status: 400, detail: error.message, field: error.field, remedy: error.remedy)
    }

    init(_ failure: PreconditionFailure) {
        self.init(
            .preconditionFailed, status: 412, detail: failure.error.message, field: failure.error.field,
            remedy: failure.error.remedy, currentRevision: failure.currentRevision, changes: failure.changes)
    }

    init(_ error: ControlError) {
        let (kind, status): (Kind, Int) =
            switch error.code {
            case .unauthenticated: (.unauthenticated, 401)
            case .forbidden, .refused: (.forbidden, 403)
            case .invalidValue, .unsupported: (.invalidRequest, 400)
            case .notFound: (.notFound, 404)
            case .gone: (.gone, 410)
            case .conflict: (.conflict, 409)
            case .exhausted: (.exhausted, 409)
            case .preconditionFailed: (.preconditionFailed, 412)
            case .full: (.outOfRoom, 507)
            default: (.unavailable, 503)
            }
        self.init(kind, status: status, detail: error.message, field: error.field, remedy: error.remedy)
    }

    init(_ error: TooManyAttempts) {
        self.init(
            .tooManyAttempts, status: 429, detail: "too many wrong tries came from here",
            remedy: "try again in \(error.seconds) seconds")
    }

    init(_ error: MethodNotAllowed, path: String) {
        self.init(
            .methodNotAllowed, status: 405, detail: "\(ShownText(path: path)) does not take this method",
            remedy: "use \(error.list)")
    }

    init(_ error: ForeignMediaType) {
        self.init(
            .unsupportedMediaType, status: 415, detail: "a body of type \(ShownText(error.type)) is not read",
            field: "Content-Type", remedy: "send application/json")
    }

    /// What the HTTP layer refuses before a route sees it.
    init(_ error: any HTTPResponseError, path: String) {
        switch error.status {
        case .notFound:
            self.init(
                .notFound, status: 404, detail: "there is nothing at \(ShownText(path: path))",
                remedy: "check the path: the interface begins at /api/v1")
        case .contentTooLarge:
            self.init(
                .tooLarge, status: 413, detail: "the body is larger than \(APIContext.largestBody) bytes",
                remedy: "send less")
        default:
            self.init(
                error.status.kind == .serverError ? .internalError : .invalidRequest, status: error.status.code,
                detail: (error as? HTTPError)?.body ?? "the request cannot be read",
                remedy: "send it as HTTP/1.1 has it")
        }
    }
}
