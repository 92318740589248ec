import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerControl

@Suite(.timeLimit(.minutes(1))) struct `Live state` {
    private let feed = ChangeFeed()
    private let first = Samples.nodeID(1)
    private let second = Samples.nodeID(2)
    private let network = Samples.networkName()

    @Test func `is another when an agent comes, comes further, and goes`() {
        var count = feed.live.count
        func changed() -> [NetworkName: Set<NodeID>]? {
            let (nodes, through) = feed.live.nodes(since: count)
            count = through
            return nodes
        }
        #expect(changed() == [:])
        let subscription = feed.subscribe(node: first, in: network)
        #expect(changed() == [network: [first]])
        subscription.acknowledge(Revision(1))
        #expect(changed() == [network: [first]])
        subscription.cancel()
        #expect(changed() == [network: [first]])
        #expect(changed() == [:])
        feed.heard(of: first, in: network)
        feed.heard(of: second, in: network)
        feed.heard(of: first, in: network)
        #expect(changed() == [network: [first, second]])
    }

    @Test func `of more than is kept is not known any more`() {
        for _ in 0..<LiveChanges.capacity { feed.heard(of: first, in: network) }
        #expect(feed.live.nodes(since: 0).nodes == [network: [first]])
        feed.heard(of: second, in: network)
        #expect(feed.live.nodes(since: 0).nodes == nil)
        #expect(feed.live.nodes(since: 0).through == UInt64(LiveChanges.capacity + 1))
        #expect(feed.live.nodes(since: UInt64.max).nodes == [:])
    }

    @Test func `wakes everybody who waits for it`() async {
        let feed = feed
        await withTaskGroup { group in
            for _ in 1...3 { group.addTask { await feed.live.wait(past: 0) } }
            group.addTask { [first, network] in feed.heard(of: first, in: network) }
        }
        await feed.live.wait(past: 0)
        #expect(feed.live.count == 1)
    }

    @Test func `is not waited for by who has been cancelled`() async {
        let feed = feed
        await withTaskGroup { group in
            group.addTask { await feed.live.wait(past: 0) }
            group.cancelAll()
            group.addTask { await feed.live.wait(past: 0) }
        }
        #expect(feed.live.count == 0)
    }
}
