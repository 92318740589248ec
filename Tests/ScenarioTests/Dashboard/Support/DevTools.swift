import FoundationEssentials
import Glibc
import NetmakerAPI

/// What chromium's developer tools are told and say: JSON over a pipe, each message with a zero byte behind it.
///
/// See https://chromedevtools.github.io/devtools-protocol/
actor DevTools {
    /// That the browser did not do as it was told.
    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    /// Something that happened, which nobody asked for.
    struct Event: Sendable {
        let method: String
        let parameters: JSONValue
        /// On which page; nil for what is the browser's own.
        let session: String?
    }

    private let write: @Sendable ([UInt8]) async throws -> Void
    private let observe: @Sendable (Event) -> Void
    private let events: Set<String>
    private var waiting: [Int: CheckedContinuation<JSONValue, any Error>] = [:]
    private var lastNumber = 0
    private var received: [UInt8] = []
    private var isOver = false

    /// - Parameters:
    ///   - events: those that are observed.
    ///   - write: sends bytes to the browser.
    ///   - observe: is told of every such event, in their order.
    init(
        events: Set<String>, write: @escaping @Sendable ([UInt8]) async throws -> Void,
        observe: @escaping @Sendable (Event) -> Void
    ) {
        self.write = write
        self.observe = observe
        self.events = events
    }

    /// Has the browser do something.
    ///
    /// - Parameter session: which page it is about; nil for the browser itself.
    /// - Returns: what it answers.
    @discardableResult
    func call(_ method: String, _ parameters: JSONValue = [:], session: String? = nil) async throws -> JSONValue {
        guard !isOver else { throw Refusal(description: "\(method): the browser has ended") }
        lastNumber += 1
        let number = lastNumber
        var message: [String: JSONValue] = [
            "id": .integer(number), "method": .string(method), "params": parameters,
        ]
        if let session { message["sessionId"] = .string(session) }
        let bytes = Array(try JSONEncoder().encode(JSONValue.object(message))) + [0]
        return try await withCheckedThrowingContinuation { continuation in
            waiting[number] = continuation
            Task {
                do { try await write(bytes) } catch { answer(number, with: .failure(error)) }
            }
        }
    }

    /// Takes in what the browser says.
    func read(_ bytes: [UInt8]) throws {
        // Only what is new can hold the end: a picture comes in a hundred pieces.
        var (begin, searched) = (0, received.count)
        received += bytes
        while let end = received.firstZero(from: searched) {
            try take(Data(received[begin..<end]))
            (begin, searched) = (end + 1, end + 1)
        }
        received.removeSubrange(..<begin)
    }

    private func take(_ data: Data) throws {
        let head = try JSONDecoder().decode(Head.self, from: data)
        // Most events are heard by nobody, and to read them through took longer than all else.
        guard head.id != nil || head.method.map(events.contains) == true else { return }
        let message = try JSONDecoder().decode(JSONValue.self, from: data)
        if let number = head.id {
            let refusal = message["error"].map { Refusal(description: "\($0["message"]?.text ?? "\($0)")") }
            answer(number, with: refusal.map { .failure($0) } ?? .success(message["result"] ?? [:]))
        } else if let method = head.method {
            observe(Event(method: method, parameters: message["params"] ?? [:], session: message["sessionId"]?.text))
        }
    }

    /// The browser has ended: whoever waits for it is told.
    func end() {
        isOver = true
        for number in Array(waiting.keys) {
            answer(number, with: .failure(Refusal(description: "the browser has ended")))
        }
    }

    private func answer(_ number: Int, with result: Result<JSONValue, any Error>) {
        waiting.removeValue(forKey: number)?.resume(with: result)
    }
}

/// By which it is known what the browser says.
private struct Head: Decodable {
    let id: Int?
    let method: String?
}

extension [UInt8] {
    /// Where the first zero is, from a place on.
    fileprivate func firstZero(from start: Int) -> Int? {
        withUnsafeBytes { buffer in
            guard start < buffer.count, let base = buffer.baseAddress,
                let found = memchr(base + start, 0, buffer.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}

extension JSONValue {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var whole: Int? { if case .integer(let number) = self { number } else { nil } }
    var isTrue: Bool { self == .boolean(true) }
    var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }

    /// As a number of any kind.
    var amount: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}
