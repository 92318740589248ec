import NetmakerCore
import Testing

@testable import NetmakerAgentProtocol

@Suite(.timeLimit(.minutes(1))) struct `A bounded channel` {
    @Test func `gives elements in order`() async throws {
        let channel = BoundedChannel<Int>(capacity: 3)
        for number in 1...3 { try await channel.send(number) }
        channel.finish()
        #expect(try await channel.next() == 1)
        #expect(try await channel.next() == 2)
        #expect(try await channel.next() == 3)
        #expect(try await channel.next() == nil)
    }

    @Test func `makes a sender wait while it is full`() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        try await channel.send(1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await channel.send(2) }
            while channel.waitingSenders == 0 { await Task.yield() }
            #expect(try await channel.next() == 1)
            try await group.next()
        }
        #expect(try await channel.next() == 2)
    }

    @Test func `turns senders away when the receiver has gone`() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        try await channel.send(1)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await #expect(throws: AgentProtocolError.sessionOver) { try await channel.send(2) }
            }
            while channel.waitingSenders == 0 { await Task.yield() }
            channel.close()
        }
        await #expect(throws: AgentProtocolError.sessionOver) { try await channel.send(3) }
    }

    @Test func `tells why it ended after the last element`() async throws {
        let channel = BoundedChannel<Int>(capacity: 1)
        try await channel.send(1)
        channel.finish(.failure(AgentProtocolError.sessionOver))
        #expect(try await channel.next() == 1)
        await #expect(throws: AgentProtocolError.sessionOver) { try await channel.next() }
    }

    @Test func `lets a cancelled sender and a cancelled receiver go`() async throws {
        let full = BoundedChannel<Int>(capacity: 1)
        try await full.send(1)
        let empty = BoundedChannel<Int>(capacity: 1)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await #expect(throws: CancellationError.self) { try await full.send(2) } }
            group.addTask { await #expect(throws: CancellationError.self) { try await empty.next() } }
            while full.waitingSenders == 0 { await Task.yield() }
            group.cancelAll()
        }
        #expect(try await full.next() == 1)
    }
}
