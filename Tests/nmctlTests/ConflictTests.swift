import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import nmctl

@Suite struct `A change that came too late` {
    @Test func `is told who was faster, and what each field held and holds`() {
        let change = Problem.Change(
            revision: Revision(7), time: Samples.time, actor: "user:bob", from: ["mtu": "1420", "name": "gate"],
            to: ["mtu": "1280", "name": "gate", "endpoint": "192.0.2.1:51821"])
        #expect(
            change.sentence == "revision 7 by user:bob at \(Samples.time) changed "
                + "endpoint from nothing to 192.0.2.1:51821, mtu from 1420 to 1280")
    }
}
