import NetmakerCore
import NetmakerTesting
import Synchronization
import Testing

@testable import NetmakerAgent

/// What is no request, as a caller may send it.
struct NoRequest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    /// Whether there is a line to answer.
    var isAnswered = true

    init(_ description: String, _ bytes: [UInt8]) {
        testDescription = description
        self.bytes = bytes
    }

    init(_ text: String) { self.init(String(text.prefix(40)), Array("\(text)\n".utf8)) }

    static let all =
        [
            NoRequest(""), NoRequest("{"), NoRequest("{}"), NoRequest("[]"), NoRequest("null"), NoRequest("leave"),
            NoRequest("{\"command\":1}"), NoRequest("{\"command\":null}"), NoRequest("{\"command\":[\"leave\"]}"),
            NoRequest("{\"command\":\"dance\"}"), NoRequest("{\"command\":\"leave\""),
            NoRequest("{\"Command\":\"leave\"}"),
            NoRequest(String(repeating: "[", count: 4000)), NoRequest("no UTF-8", [0xFF, 0xFE, 0xC0, 0x80, 0x0A]),
            NoRequest("zeros", [0, 0, 0, 0x0A]),
            NoRequest("no end of a line", Array(repeating: UInt8(ascii: "a"), count: 4 << 20)),
        ] + cut

    /// Those after which the caller says that no more will come.
    private static let cut = ["", "{\"command\":\"leave\"}", "{\"comm"].map { text in
        var request = NoRequest("\(text), and no more", Array(text.utf8))
        request.isAnswered = false
        return request
    }
}

@Suite(.serialized, .timeLimit(.minutes(1))) struct `A daemon's socket` {
    private let world: World
    private var path: String { world.folder.socket(Samples.networkName()) }

    init() throws {
        world = try World()
        try world.folder.create()
    }

    /// What was done for callers.
    private final class Deeds: Sendable {
        let asked = Signal()
        let done = Signal()
        let count = Mutex(0)
    }

    /// Listens for as long as `body` does, and expects that it ends then, whoever is there.
    private func listening(
        patience: Duration = .seconds(60),
        reply: @escaping @Sendable () async throws -> LocalReply = { .done(message: "") },
        _ body: (Deeds) async throws -> Void
    ) async throws {
        let (listening, deeds) = (Signal(), Deeds())
        let server = LocalSocketServer(
            path: path, logger: world.environment.logger, patience: patience, listening: { listening.raise() },
            respond: { _ in
                deeds.count.withLock { $0 += 1 }
                deeds.asked.raise()
                return try await reply()
            },
            replied: { _ in deeds.done.raise() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            try await listening.wait()
            try await body(deeds)
            group.cancelAll()
            while let result = await group.nextResult() { _ = result }
        }
    }

    private func ask() async throws -> LocalReply? {
        try await world.environment.localClient(Samples.networkName()).send(.status)
    }

    @Test func `takes a request as done when the caller went away before the reply`() async throws {
        let gone = Signal()
        try await listening(
            reply: {
                try await gone.wait()
                return .done(message: "")
            },
            { deeds in
                try await {
                    let caller = try LocalCaller(to: path)
                    try await caller.say(try LocalMessage.encode(LocalRequest(.leave)))
                    try await deeds.asked.wait()
                }()
                gone.raise()
                try await deeds.done.wait()
            })
    }

    @Test(arguments: NoRequest.all) func `answers what is no request with a remedy, or hangs up, and does nothing`(
        _ request: NoRequest
    ) async throws {
        try await listening { deeds in
            let caller = try LocalCaller(to: path)
            try await caller.say(request.bytes)
            if !request.isAnswered { caller.fallSilent() }
            let reply = try await caller.reply()
            // Of what is longer than a request not all is read, and what is not read may cost the caller the answer.
            if request.isAnswered, !(reply.isEmpty && request.bytes.count > LocalMessage.maximumRequest) {
                guard case .failed(_, let remedy) = try LocalMessage.decode(LocalReply.self, reply) else {
                    Issue.record("it was taken for a request")
                    return
                }
                #expect(!remedy.isEmpty)
            } else {
                #expect(reply.isEmpty)
            }
            #expect(deeds.count.withLock { $0 } == 0)
            guard case .done = try await ask() else {
                Issue.record("it does not go on")
                return
            }
        }
    }

    @Test func `takes one request of a caller, and answers who will say no more`() async throws {
        try await listening { deeds in
            let caller = try LocalCaller(to: path)
            let request = try LocalMessage.encode(LocalRequest(.status))
            try await caller.say(request + request)
            caller.fallSilent()
            guard case .done = try LocalMessage.decode(LocalReply.self, try await caller.reply()) else {
                Issue.record("it was not answered once")
                return
            }
            #expect(deeds.count.withLock { $0 } == 1)
        }
    }

    @Test func `gives a reply of many megabytes whole`() async throws {
        let message = String(repeating: "a", count: 8 << 20)
        try await listening(reply: { .done(message: message) }) { _ in
            guard case .done(message) = try await ask() else {
                Issue.record("it is another")
                return
            }
        }
    }

    @Test func `hangs up on a hundred callers that say nothing`() async throws {
        try await listening(patience: .milliseconds(100)) { deeds in
            let callers = try (0..<100).map { _ in try LocalCaller(to: path) }
            for caller in callers[..<50] { try await caller.say(Array("{\"comm".utf8)) }
            for caller in callers { #expect(try await caller.reply() == []) }
            #expect(deeds.count.withLock { $0 } == 0)
        }
    }

    @Test func `hangs up on a caller that does not take its reply`() async throws {
        let message = String(repeating: "a", count: 8 << 20)
        try await listening(patience: .seconds(4), reply: { .done(message: message) }) { deeds in
            let caller = try LocalCaller(to: path)
            try await caller.say(try LocalMessage.encode(LocalRequest(.status)))
            try await deeds.done.wait()
            #expect(try await caller.reply().count < message.utf8.count)
        }
    }

    @Test func `serves others beside whoever is there, and holds up no daemon that stops`() async throws {
        let callers = Mutex<[LocalCaller]>([])
        try await listening(reply: { .done(message: String(repeating: "a", count: 8 << 20)) }) { _ in
            for number in 0..<100 {
                let caller = try LocalCaller(to: path)
                switch number % 4 {
                case 0: break
                case 1: try await caller.say(Array("{\"comm".utf8))
                case 2: try await caller.say(try LocalMessage.encode(LocalRequest(.status)))
                default: caller.fallSilent()
                }
                callers.withLock { $0.append(caller) }
            }
            guard case .done = try await ask() else {
                Issue.record("others are not served")
                return
            }
        }
        for caller in callers.withLock({ $0 }) { _ = try await caller.reply() }
    }

    @Test func `stops while callers come without a pause`() async throws {
        let flood = LocalFlood(to: path)
        defer { flood.stop() }
        for _ in 0..<50 {
            try await listening { _ in
                let before = flood.calls
                while flood.calls < before + 50 { try await Task.sleep(for: .milliseconds(1)) }
            }
        }
    }
}
