import Testing

@testable import NetmakerCore

private func endpoint(_ text: String) -> Endpoint {
    // swift-format-ignore: NeverUseForceTry
    try! Endpoint(parsing: text)
}

private func address(_ text: String) -> IPAddress {
    // swift-format-ignore: NeverUseForceTry
    try! IPAddress(parsing: text)
}

private func interfaceAddress(_ text: String) -> InterfaceAddress {
    // swift-format-ignore: NeverUseForceTry
    try! InterfaceAddress(parsing: text)
}

private func prefix(_ text: String) -> IPPrefix {
    // swift-format-ignore: NeverUseForceTry
    try! IPPrefix(parsing: text)
}

private func local(_ at: String, in subnet: String, behind: String? = nil) -> EndpointCandidates.Local {
    EndpointCandidates.Local(endpoint: endpoint(at), subnet: prefix(subnet), behind: behind.map(address))
}

private func vantage(
    _ local: [String], observed: [String] = [], tunneled: [String] = ["10.10.0.0/16"]
) -> Vantage {
    Vantage(
        localAddresses: local.map(interfaceAddress), observedAddresses: observed.map(address),
        tunneledRanges: tunneled.map(prefix))
}

@Suite struct `Usable endpoints` {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let candidates: EndpointCandidates
        let vantage: Vantage
        let expected: [String]
    }

    private static let home = local("192.168.1.20:51821", in: "192.168.1.0/24", behind: "198.51.100.1")
    private static let observed = endpoint("198.51.100.1:51821")
    private static let observedIPv6 = endpoint("[2001:db8::20]:51821")

    static let cases: [Case] = [
        Case(
            testDescription: "a pinned endpoint is the only one",
            candidates: EndpointCandidates(
                pinned: endpoint("203.0.113.9:4000"), local: [home], observedIPv4: observed),
            vantage: vantage(["192.168.1.10/24"], observed: ["198.51.100.1"]),
            expected: ["203.0.113.9:4000"]),
        Case(
            testDescription: "on one link, behind one public address, the local address comes first",
            candidates: EndpointCandidates(local: [home], observedIPv4: observed),
            vantage: vantage(["192.168.1.10/24"], observed: ["198.51.100.1"]),
            expected: ["192.168.1.20:51821", "198.51.100.1:51821"]),
        Case(
            testDescription: "an equal subnet behind another public address is another place",
            candidates: EndpointCandidates(local: [home], observedIPv4: observed),
            vantage: vantage(["192.168.1.10/24"], observed: ["198.51.100.77"]),
            expected: ["198.51.100.1:51821"]),
        Case(
            testDescription: "an equal subnet is the same place while a public address is not known",
            candidates: EndpointCandidates(local: [local("192.168.1.20:51821", in: "192.168.1.0/24")]),
            vantage: vantage(["192.168.1.10/24"], observed: ["198.51.100.77"]),
            expected: ["192.168.1.20:51821"]),
        Case(
            testDescription: "another subnet's local address is never tried",
            candidates: EndpointCandidates(local: [home], observedIPv4: observed),
            vantage: vantage(["192.168.2.10/24"], observed: ["198.51.100.1"]),
            expected: ["198.51.100.1:51821"]),
        Case(
            testDescription: "observed addresses of both families, IPv4 first",
            candidates: EndpointCandidates(observedIPv4: observed, observedIPv6: observedIPv6),
            vantage: vantage(["192.0.2.10/24", "2001:db8:1::10/64"]),
            expected: ["198.51.100.1:51821", "[2001:db8::20]:51821"]),
        Case(
            testDescription: "a family the viewer has no address of is not tried",
            candidates: EndpointCandidates(observedIPv4: observed, observedIPv6: observedIPv6),
            vantage: vantage(["2001:db8:1::10/64"]),
            expected: ["[2001:db8::20]:51821"]),
        Case(
            testDescription: "with no address of its own known, the viewer tries everything",
            candidates: EndpointCandidates(observedIPv4: observed, observedIPv6: observedIPv6),
            vantage: vantage([]),
            expected: ["198.51.100.1:51821", "[2001:db8::20]:51821"]),
        Case(
            testDescription: "an endpoint inside the network's own range would loop, even when pinned",
            candidates: EndpointCandidates(pinned: endpoint("10.10.0.5:51821"), observedIPv4: observed),
            vantage: vantage(["192.0.2.10/24"]),
            expected: []),
        Case(
            testDescription: "the same endpoint by two ways is tried once",
            candidates: EndpointCandidates(
                local: [local("192.0.2.20:51821", in: "192.0.2.0/24")], observedIPv4: endpoint("192.0.2.20:51821")),
            vantage: vantage(["192.0.2.10/24"]),
            expected: ["192.0.2.20:51821"]),
    ]

    @Test(arguments: cases) func `are those the viewer reaches, the best first`(_ example: Case) {
        let usable = EndpointChoice.usable(example.candidates, from: example.vantage)
        #expect(usable.map(\.description) == example.expected)
    }
}

@Suite struct `Endpoint choice` {
    private let lan = endpoint("192.168.1.20:51821")
    private let ipv4 = endpoint("198.51.100.1:51821")
    private let ipv6 = endpoint("[2001:db8::20]:51821")
    private let here = vantage(["192.168.1.10/24", "2001:db8:1::10/64"], observed: ["198.51.100.1"])

    private var candidates: EndpointCandidates {
        EndpointCandidates(
            local: [local("192.168.1.20:51821", in: "192.168.1.0/24", behind: "198.51.100.1")], observedIPv4: ipv4,
            observedIPv6: ipv6)
    }

    private func choice(
        among candidates: EndpointCandidates? = nil, after trial: EndpointTrial? = nil, seeing: PeerSighting? = nil,
        at seconds: Int
    ) -> EndpointChoice {
        EndpointChoice(
            among: candidates ?? self.candidates, from: here, after: trial, seeing: seeing, now: .seconds(seconds))
    }

    private func sighting(
        _ endpoint: Endpoint?, age: Int? = nil, received: UInt64 = 0, transmitted: UInt64 = 0
    ) -> PeerSighting {
        PeerSighting(
            endpoint: endpoint, handshakeAge: age.map { .seconds($0) }, received: received, transmitted: transmitted)
    }

    @Test func `begins with the best and looks again after five seconds`() {
        let first = choice(at: 0)
        #expect(first.use == .endpoint(lan))
        #expect(first.lookAgainAfter == .seconds(5))
    }

    @Test func `takes the next after five seconds of silence`() {
        let first = choice(at: 0)
        let early = choice(after: first.trial, seeing: sighting(lan, transmitted: 148), at: 3)
        #expect(early.use == .endpoint(lan))
        #expect(early.lookAgainAfter == .seconds(2))
        let second = choice(after: early.trial, seeing: sighting(lan, transmitted: 148), at: 5)
        #expect(second.use == .endpoint(ipv4))
        let third = choice(after: second.trial, seeing: sighting(ipv4, transmitted: 296), at: 10)
        #expect(third.use == .endpoint(ipv6))
    }

    @Test func `begins anew after the last, twice as patient`() {
        var current = choice(at: 0)
        for round in 1...3 {
            current = choice(
                after: current.trial, seeing: sighting(nil, transmitted: UInt64(148 * round)), at: 5 * round)
        }
        #expect(current.use == .endpoint(lan))
        #expect(current.lookAgainAfter == .seconds(10))
    }

    @Test func `is never more patient than a minute`() {
        var current = choice(at: 0)
        for step in 1...60 {
            current = choice(
                after: current.trial, seeing: sighting(nil, transmitted: UInt64(148 * step)), at: 100 * step)
        }
        #expect(current.lookAgainAfter == .seconds(60))
    }

    @Test func `does not take an idle peer's silence for a failure`() {
        let first = choice(at: 0)
        let later = choice(after: first.trial, seeing: sighting(lan), at: 500)
        #expect(later.use == .endpoint(lan))
        #expect(later.lookAgainAfter == .seconds(5))
    }

    @Test func `keeps the one that answered, and looks no more`() {
        let first = choice(at: 0)
        let answered = choice(after: first.trial, seeing: sighting(lan, age: 1, received: 92, transmitted: 148), at: 2)
        #expect(answered.use == .leave)
        #expect(answered.lookAgainAfter == nil)
    }

    @Test func `leaves a living peer where it roamed to`() {
        let first = choice(at: 0)
        let roamed = endpoint("203.0.113.50:1024")
        let settled = choice(after: first.trial, seeing: sighting(lan, age: 1, received: 92, transmitted: 148), at: 2)
        let later = choice(
            after: settled.trial, seeing: sighting(roamed, age: 60, received: 900, transmitted: 900), at: 60)
        #expect(later.use == .leave)
    }

    @Test func `adopts the endpoint of a session that lives already`() {
        let adopted = choice(seeing: sighting(ipv6, age: 100, received: 92, transmitted: 148), at: 0)
        #expect(adopted.use == .leave)
        #expect(adopted.trial?.endpoint == ipv6)
    }

    @Test func `tries the winner first when its session died`() {
        let adopted = choice(seeing: sighting(ipv4, age: 100, received: 92, transmitted: 148), at: 0)
        let dead = choice(
            after: adopted.trial, seeing: sighting(ipv4, age: 300, received: 92, transmitted: 999), at: 200)
        #expect(dead.use == .endpoint(ipv4))
        #expect(dead.lookAgainAfter == .seconds(5))
        let next = choice(after: dead.trial, seeing: sighting(ipv4, age: 305, received: 92, transmitted: 1200), at: 205)
        #expect(next.use == .endpoint(lan))
    }

    @Test func `lets a dead session rest while nothing is sent`() {
        let adopted = choice(seeing: sighting(ipv4, age: 100, received: 92, transmitted: 148), at: 0)
        let idle = choice(
            after: adopted.trial, seeing: sighting(ipv4, age: 300, received: 92, transmitted: 148), at: 200)
        #expect(idle.use == .leave)
        #expect(idle.lookAgainAfter == nil)
    }

    @Test func `leaves an endpoint that is no longer a candidate at once`() {
        let old = EndpointCandidates(observedIPv4: endpoint("198.51.100.9:51821"))
        let first = choice(among: old, at: 0)
        let settled = choice(
            among: old, after: first.trial,
            seeing: sighting(endpoint("198.51.100.9:51821"), age: 1, received: 92, transmitted: 148), at: 2)
        let moved = choice(
            after: settled.trial,
            seeing: sighting(endpoint("198.51.100.9:51821"), age: 10, received: 92, transmitted: 148), at: 11)
        #expect(moved.use == .endpoint(lan))
    }

    @Test func `insists on a pinned endpoint, wherever the peer roamed`() {
        let pinned = EndpointCandidates(pinned: endpoint("203.0.113.9:4000"))
        let choice = choice(
            among: pinned, seeing: sighting(ipv4, age: 1, received: 92, transmitted: 148), at: 0)
        #expect(choice.use == .endpoint(endpoint("203.0.113.9:4000")))
        #expect(choice.lookAgainAfter == nil)
    }

    @Test func `has nothing to say without candidates`() {
        let choice = choice(among: EndpointCandidates(), at: 0)
        #expect(choice.use == .leave)
        #expect(choice.trial == nil)
    }

    @Test func `looks no more when there is no other to try`() {
        let only = choice(among: EndpointCandidates(observedIPv4: ipv4), at: 0)
        #expect(only.use == .endpoint(ipv4))
        #expect(only.lookAgainAfter == nil)
    }
}

@Suite struct `Keepalive choice` {
    private func keepalive(_ local: [String], observed: [String]) -> PersistentKeepalive {
        KeepaliveChoice.keepalive(configured: .netmaker, from: vantage(local, observed: observed))
    }

    @Test func `keeps alive behind a NAT`() {
        #expect(keepalive(["192.168.1.10/24"], observed: ["198.51.100.1"]) == .netmaker)
    }

    @Test func `does not where the server sees the machine's own address`() {
        #expect(keepalive(["198.51.100.1/24"], observed: ["198.51.100.1"]) == .off)
    }

    @Test func `does when one of two families is translated`() {
        #expect(keepalive(["10.0.0.2/24", "2001:db8::2/64"], observed: ["198.51.100.1", "2001:db8::2"]) == .netmaker)
    }

    @Test func `does not before the server has seen the machine`() {
        #expect(keepalive(["192.168.1.10/24"], observed: []) == .off)
    }
}
