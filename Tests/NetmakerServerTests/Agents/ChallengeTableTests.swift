import NetmakerAgentProtocol
import NetmakerCore
import Synchronization
import Testing

@testable import NetmakerServer

@Suite struct `Challenges` {
    /// A time that stands until it is moved.
    private final class Elapsed: Sendable {
        private let state = Mutex(Duration.zero)
        var value: Duration { state.withLock { $0 } }
        func advance(by duration: Duration) { state.withLock { $0 += duration } }
    }
    private let elapsed = Elapsed()
    private let table: ChallengeTable

    init() { table = ChallengeTable { [elapsed] in elapsed.value } }

    @Test func `a nonce is good until it is a minute old`() throws {
        let nonce = try table.nonce()
        elapsed.advance(by: .seconds(60))
        #expect(throws: Never.self) { try table.spend(nonce) }
    }

    @Test func `a nonce older than a minute is not good`() throws {
        let nonce = try table.nonce()
        elapsed.advance(by: .milliseconds(60_001))
        #expect(throws: AgentProtocolError.sample(.unauthenticated)) { try table.spend(nonce) }
    }

    @Test func `a nonce is not good twice, at whatever time`() throws {
        let nonce = try table.nonce()
        try table.spend(nonce)
        #expect(throws: AgentProtocolError.sample(.unauthenticated)) { try table.spend(nonce) }
        elapsed.advance(by: .seconds(61))
        try table.spend(try table.nonce())
        #expect(throws: AgentProtocolError.sample(.unauthenticated)) { try table.spend(nonce) }
    }

    @Test func `many spent ones cost the next call no more than a few`() throws {
        for _ in 0..<1000 { try table.spend(try table.nonce()) }
        elapsed.advance(by: .seconds(61))
        let meter = TouchMeter()
        try TouchMeter.$current.withValue(meter) { try table.spend(try table.nonce()) }
        #expect((1...2).contains(meter.count))
    }

    @Test func `a nonce of another server is not good`() throws {
        let other = ChallengeTable { .zero }
        #expect(throws: AgentProtocolError.sample(.unauthenticated)) { try table.spend(try other.nonce()) }
    }

    @Test func `asking for many pushes nobody's nonce out`() throws {
        let nonce = try table.nonce()
        for _ in 0..<1000 { _ = try table.nonce() }
        #expect(throws: Never.self) { try table.spend(nonce) }
    }
}
