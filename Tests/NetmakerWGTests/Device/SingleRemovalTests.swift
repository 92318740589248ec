import NetmakerCore
import Testing

@testable import NetmakerWG

@Suite struct `Taking single allowed IPs` {
    private enum Refusal: Error {
        case notUnderstood, other
    }

    private let plan: DevicePlan

    init() throws {
        plan = DevicePlan(peers: [
            PeerChange(.update, try publicKey(1), allowedIPs: .remove(try allowedIPs("10.10.0.1/32")))
        ])
    }

    /// What an implementation is asked to do, in order, and how it answers.
    private func asked(
        times: Int = 1, understanding isUnderstood: (PublicKey) throws(Refusal) -> Bool = { _ in true },
        answering: (_ number: Int, DevicePlan) throws(Refusal) -> Void
    ) -> (plans: [DevicePlan], failure: Refusal?) {
        var plans: [DevicePlan] = []
        var removal = SingleRemoval()
        do throws(Refusal) {
            for _ in 0..<times {
                try removal.carryOut(plan) {
                    $0 == .notUnderstood
                } understoodBy: { sink throws(Refusal) in
                    try isUnderstood(sink)
                } performing: { plan throws(Refusal) in
                    plans.append(plan)
                    try answering(plans.count, plan)
                }
            }
        } catch {
            return (plans, error)
        }
        return (plans, nil)
    }

    @Test func `asks once whether it can be done, and does it`() throws {
        let asked = asked(times: 2) { _, _ throws(Refusal) in }
        #expect(asked.failure == nil)
        #expect(asked.plans.map { $0.peers.map(\.action) } == [[.add], [.remove], [.update], [.update]])
        #expect(asked.plans[0].peers[0].publicKey == asked.plans[1].peers[0].publicKey)
        #expect(asked.plans[3].peers.map(\.publicKey) == [try publicKey(1)])
    }

    @Test func `asks once, and goes by a sink where it cannot be done`() throws {
        let asked = asked(times: 2) { number, _ throws(Refusal) in
            if number == 1 { throw .notUnderstood }
        }
        #expect(asked.failure == nil)
        #expect(asked.plans.map { $0.peers.map(\.action) } == [[.add], [.remove], [.add, .remove], [.add, .remove]])
        #expect(asked.plans[2].peers[0].allowedIPs == .add(try allowedIPs("10.10.0.1/32")))
        #expect(asked.plans[2].peers[0].publicKey != asked.plans[3].peers[0].publicKey)
    }

    @Test func `asks who did not refuse once more, and goes by a sink where that shows that it was not understood`()
        throws
    {
        var sinks: [PublicKey] = []
        let asked = asked(times: 2) { sink throws(Refusal) in
            sinks.append(sink)
            return false
        } answering: { _, _ throws(Refusal) in
        }
        #expect(asked.failure == nil)
        #expect(asked.plans.map { $0.peers.map(\.action) } == [[.add], [.remove], [.add, .remove], [.add, .remove]])
        #expect(sinks == [asked.plans[0].peers[0].publicKey])
        #expect(asked.plans[1].peers.map(\.publicKey) == sinks)
    }

    @Test func `leaves no sink behind when it fails half-way`() throws {
        let asked = asked { number, _ throws(Refusal) in
            if number == 1 { throw .notUnderstood }
            if number == 3 { throw .other }
        }
        #expect(asked.failure == .other)
        #expect(asked.plans.count == 4)
        #expect(asked.plans[3].peers.map(\.action) == [.remove])
        #expect(asked.plans[3].peers[0].publicKey == asked.plans[2].peers[0].publicKey)
    }

    @Test func `does not take another failure for an answer, and leaves no sink behind`() throws {
        let refused = asked { number, _ throws(Refusal) in
            if number == 1 { throw .other }
        }
        let untold = asked { _ throws(Refusal) in
            throw .other
        } answering: { _, _ throws(Refusal) in
        }
        for asked in [refused, untold] {
            #expect(asked.failure == .other)
            #expect(asked.plans.map { $0.peers.map(\.action) } == [[.add], [.remove]])
            #expect(asked.plans[0].peers[0].publicKey == asked.plans[1].peers[0].publicKey)
        }
    }
}
