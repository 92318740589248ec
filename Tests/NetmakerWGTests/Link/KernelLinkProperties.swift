import Glibc
import NetmakerCore
import NetmakerWG
import Testing

/// What holds of the plan between any two links, shown on interfaces of this machine's kernel.
@Suite(.enabled(if: Machine.mayMakeNamespaces, "needs root and iproute2"))
struct `Any link of the kernel` {
    private static let interfaces = 6

    /// How many pairs of states; a soak has more.
    private static let pairs = number("NETMAKER_PAIRS") ?? 300
    private static let seed = UInt64(number("NETMAKER_SEED") ?? 1)

    private static func number(_ variable: String) -> Int? {
        getenv(variable).flatMap { Int(String(cString: $0)) }
    }

    @Test func `follows its plans as the fake does, and tells of itself what ip tells`() async throws {
        try await OneMachine.running(interfaces: Self.interfaces) { machine in
            var wishes = try (0..<Self.interfaces).map { try RandomLinks(seed: Self.seed, interface: $0) }
            var models = machine.names.map { LinkState(interface: $0, mtu: 1500) }
            for round in 0..<(Self.pairs + Self.interfaces - 1) / Self.interfaces {
                let place = "round \(round) of seed \(Self.seed)"
                var lines: Set<String> = []
                for (index, link) in machine.links.enumerated() {
                    if wishes[index].seldom() {
                        try await link.apply(LinkPlan(steps: [.takeDown]))
                        models[index].apply(LinkPlan(steps: [.takeDown]))
                    }
                    let before = try #require(try await link.state())
                    let mark = wishes[index].mark
                    #expect(before.own(mark) == models[index].own(mark), "\(place)")
                    let wanted = try wishes[index].wish()
                    let plan = LinkPlan(from: before, to: wanted)
                    try await link.apply(plan)
                    models[index] = before
                    models[index].apply(plan)
                    let reached = try #require(try await link.state())
                    #expect(try reached.own(mark) == before.reaching(wanted).own(mark), "\(place)")
                    #expect(reached.own(mark) == models[index].own(mark), "\(place)")
                    #expect(LinkPlan(from: reached, to: wanted).isEmpty)
                }
                for link in machine.links { lines.formUnion(LinkView.lines(of: try #require(try await link.state()))) }
                #expect(try await LinkView(of: machine.name).lines == lines, "\(place)")
            }
        }
    }
}

extension LinkState {
    /// Without what the kernel adds by itself, and what belongs to other interfaces.
    fileprivate func own(_ mark: FirewallMark) -> LinkState {
        var state = self
        state.rules = rules.filter { $0.owner == mark }
        state.addresses = addresses.filter { $0.address.family == .ipv4 || !$0.address.isLinkLocal }
        return state
    }
}
