import FoundationEssentials
import HTTPTypes
import NetmakerAPI
import Synchronization

/// Answers as it was told, and remembers what it was asked.
final class ScriptedTransport: HTTPTransport {
    struct Asked: Sendable {
        let request: HTTPRequest
        let body: String
    }

    private struct State {
        var answers: [HTTPAnswer]
        var asked: [Asked] = []
    }
    private let state: Mutex<State>

    init(_ answers: HTTPAnswer...) { state = Mutex(State(answers: answers)) }

    var asked: [Asked] { state.withLock { $0.asked } }

    func send(_ request: HTTPRequest, body: [UInt8], within limit: Duration) async throws(APIError) -> HTTPAnswer {
        let answer: HTTPAnswer? = state.withLock { state in
            state.asked.append(Asked(request: request, body: String(decoding: body, as: UTF8.self)))
            return state.answers.isEmpty ? nil : state.answers.removeFirst()
        }
        guard let answer else { throw APIError(.unreachable, message: "the script is over", remedy: "") }
        return answer
    }

    /// Each byte of the answer's body is a part.
    func follow(
        _ request: HTTPRequest, _ receive: @Sendable (ArraySlice<UInt8>) async throws -> Void
    ) async throws -> HTTPAnswer {
        let answer = try await send(request, body: [], within: .zero)
        guard answer.status.kind == .successful else { return answer }
        for byte in answer.body { try await receive([byte]) }
        return HTTPAnswer(status: answer.status, fields: answer.fields)
    }
}

extension HTTPAnswer {
    /// A JSON answer.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, fields: HTTPFields = [:]
    ) throws -> HTTPAnswer {
        HTTPAnswer(status: status, fields: fields, body: Array(try JSONEncoder().encode(value)))
    }
}
