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
        func changed() -> [NetworkName: LiveChanges.Extent]? {
            let (networks, through) = feed.live.changes(since: count)
            count = through
            return networks
        }
        #expect(changed() == [:])
        let subscription = feed.subscribe(node: first, in: network)
        #expect(changed() == [network: .nodes([first])])
        subscription.acknowledge(Revision(1))
        #expect(changed() == [network: .nodes([first])])
        subscription.cancel()
        #expect(changed() == [network: .nodes([first])])
        #expect(changed() == [:])
        feed.heard(of: first, in: network)
        feed.heard(of: second, in: network)
        feed.heard(of: first, in: network)
        #expect(changed() == [network: .nodes([first, second])])
    }

    @Test func `of more nodes than are kept is known by network, and of no other`() {
        let (other, quiet) = (Samples.networkName("branch"), Samples.networkName("quiet"))
        feed.heard(of: first, in: quiet)
        for _ in 0..<LiveChanges.capacity { feed.heard(of: first, in: network) }
        #expect(feed.live.changes(since: 1).networks == [network: .nodes([first])])
        feed.heard(of: second, in: other)
        #expect(feed.live.changes(since: 1).networks == [network: .any, other: .any])
        #expect(feed.live.changes(since: 1).through == UInt64(LiveChanges.capacity + 2))
        #expect(feed.live.changes(since: UInt64.max).networks == [:])
    }

    @Test func `of more networks than are kept is not known any more`() {
        let (capacity, kept) = (LiveChanges.networkCapacity, LiveChanges.networkCapacity / 2)
        for number in 1...capacity { feed.heard(of: first, in: Samples.networkName("network-\(number)")) }
        #expect(feed.live.changes(since: 0).networks?.count == capacity)
        feed.heard(of: first, in: Samples.networkName("network-\(capacity + 1)"))
        let last = UInt64(capacity + 1 - kept)
        #expect(feed.live.changes(since: last - 1).networks == nil)
        #expect(feed.live.changes(since: last).networks?.count == kept)
        #expect(feed.live.changes(since: last).networks?[Samples.networkName("network-\(last)")] == nil)
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
