import Glibc
import Logging
import NetmakerCore
import NetmakerDNS
import NetmakerTesting
import Synchronization
import Testing

@testable import NetmakerAgent

/// Questions about names over real sockets, of people and of vandals.
@Suite(.timeLimit(.minutes(1))) struct `The agent's name server` {
    /// Runs one that knows `machine-1.harbor`, and one name that is too long for a datagram.
    private func running(
        patience: Duration = .seconds(10), _ body: @escaping @Sendable (NameCaller) async throws -> Void
    ) async throws {
        var state = NetworkState(Samples.network())
        try state.apply(
            [
                .putNode(Samples.node(1)),
                .putDNSRecord(
                    Samples.dnsRecord(
                        "crowd." + String(repeating: "a", count: 60), (1...16).map { "2001:db8::\($0)" })),
            ], at: Revision(1), time: Samples.time)
        let table = NameTable([NetworkNames(state)], serial: 1)
        let port = Watched<UInt16?>(nil)
        let server = NameServer(
            address: IPv4Address(rawValue: 0x7F6E_FE01), ports: [0],
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            patience: patience
        ) { table.answer(to: $0, over: $1) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await server.run { number in port.update { $0 = number } } } catch is CancellationError {}
            }
            let number = try await port.wait { $0 != nil }
            try await body(NameCaller(address: "127.110.254.1", port: number ?? 0))
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private static let question = NameQuestion.bytes("machine-1.harbor")

    @Test func `answers over UDP and TCP at one port`() async throws {
        try await running { caller in
            #expect(try await NameQuestion.reading(caller.ask(Self.question))?.addresses == ["10.10.0.1"])
            let connection = try caller.connect()
            for _ in 1...3 {
                connection.send(NameCaller.framed(Self.question))
                #expect(await NameQuestion.reading(connection.message())?.addresses == ["10.10.0.1"])
            }
        }
    }

    @Test func `sends who gets a truncated answer to TCP, where the whole is`() async throws {
        let question = NameQuestion.bytes(
            "crowd." + String(repeating: "a", count: 60) + ".harbor", type: RecordType.aaaa)
        try await running { caller in
            let bytes = try await #require(caller.ask(question))
            let answer = try #require(Message(bytes))
            #expect(answer.header.isTruncated && answer.answers.isEmpty)
            let connection = try caller.connect()
            connection.send(NameCaller.framed(question))
            let whole = try await #require(connection.message())
            #expect(Message(whole)?.answers.count == 16)
        }
    }

    @Test func `answers questions that come together, and in pieces`() async throws {
        try await running { caller in
            let connection = try caller.connect()
            let framed = NameCaller.framed(Self.question)
            connection.send(framed + framed + framed[..<7])
            for _ in 1...2 { #expect(await NameQuestion.reading(connection.message())?.code == 0) }
            connection.send(Array(framed[7...]))
            #expect(await NameQuestion.reading(connection.message())?.code == 0)
        }
    }

    @Test func `hangs up on who says what is no question`() async throws {
        try await running { caller in
            for bytes in [[0xFF, 0xFF, 1, 2, 3], [0, 0], [0, 3, 1, 2, 3], [0x10, 0x01]] as [[UInt8]] {
                let connection = try caller.connect()
                connection.send(bytes)
                #expect(await connection.message() == nil)
            }
            // An answer is no question: answering it might begin a quarrel.
            #expect(
                try await caller.ask([0x47, 0x11, 0x81, 0, 0, 0, 0, 0, 0, 0, 0, 0], within: .milliseconds(100)) == nil)
            #expect(try await caller.ask([], within: .milliseconds(100)) == nil)
            #expect(try await NameQuestion.reading(caller.ask(Self.question))?.code == 0)
        }
    }

    @Test func `hangs up on who is silent, and serves the others meanwhile`() async throws {
        try await running(patience: .milliseconds(200)) { caller in
            let silent = try caller.connect()
            let slow = try caller.connect()
            slow.send([0])
            #expect(try await NameQuestion.reading(caller.ask(Self.question))?.code == 0)
            #expect(await silent.message() == nil)
            #expect(await slow.message() == nil)
        }
    }

    @Test func `takes no more connections than it has room for, and gets over it`() async throws {
        try await running { caller in
            var connections = try (1...NameServer.maximumConnections).map { _ in try caller.connect() }
            // They are taken in, each once it is answered.
            for connection in connections {
                connection.send(NameCaller.framed(Self.question))
                #expect(await connection.message() != nil)
            }
            let excess = try caller.connect()
            #expect(await excess.message() == nil)
            #expect(try await NameQuestion.reading(caller.ask(Self.question))?.code == 0)
            connections.removeFirst(8)
            while true {
                let next = try caller.connect()
                next.send(NameCaller.framed(Self.question))
                if await next.message() != nil { break }
            }
        }
    }

    @Test func `takes the next port where the first is taken, and frees both when it ends`() async throws {
        let taken = try NamePort.free().ports[0]
        let next = try NamePort.free().ports[0]
        let squatter = try NameCaller.Squatter(port: taken)
        let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        for _ in 1...2 {
            let port = Watched<UInt16?>(nil)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let server = NameServer(
                        address: IPv4Address(rawValue: 0x7F6E_FE02), ports: [taken, next], logger: quiet
                    ) { _, _ in nil }
                    do { try await server.run { number in port.update { $0 = number } } } catch is CancellationError {}
                }
                #expect(try await port.wait { $0 != nil } == next)
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        withExtendedLifetime(squatter) {}
    }
}
