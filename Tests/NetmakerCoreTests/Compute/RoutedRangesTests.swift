import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Ranges outside a network` {
    @Test func `are kept in order`() throws {
        let ranges = ["192.168.0.0/16", "fd01::/48", "10.0.0.0/24"].map(Samples.prefix)
        #expect(
            try RoutedRanges.checked(ranges, field: "ranges").map(\.description) == [
                "10.0.0.0/24", "192.168.0.0/16", "fd01::/48",
            ])
    }

    @Test(arguments: [
        ["192.168.1.0/24", "192.168.1.0/24"], ["192.168.1.128/25", "10.0.0.0/8", "192.168.0.0/16"],
        ["127.0.0.0/8"], ["169.254.1.0/24"], ["224.0.0.0/4"], ["ff02::/16"], ["fe80::/64"], ["::1/128"],
    ]) func `that overlap, or are nothing to route to, are refused`(texts: [String]) {
        #expect(throws: ModelError(.invalidValue, message: "", remedy: "")) {
            try RoutedRanges.checked(texts.map(Samples.prefix), field: "ranges")
        }
    }

    @Test func `are not too many`() throws {
        let ranges = try (0...RoutedRanges.maximumCount).map { try IPPrefix(parsing: "172.16.\($0).0/24") }
        _ = try RoutedRanges.checked(ranges.dropLast(), field: "ranges")
        #expect(throws: ModelError(.invalidValue, message: "", remedy: "")) {
            try RoutedRanges.checked(ranges, field: "ranges")
        }
    }

    private static func state() throws -> NetworkState {
        var (egress, extra, client) = (Samples.gateway(1), Samples.node(2), Samples.client(1))
        egress.roles.egress = try EgressGateway(ranges: [Samples.prefix("172.16.0.0/16")])
        extra.allowedRanges = [Samples.prefix("198.18.0.0/15")]
        client.allowedRanges = [Samples.prefix("192.168.7.0/24")]
        return try NetworkState(
            Samples.network(), revision: Revision(1), nodes: [egress, extra], accessKeys: [], removedNodes: [],
            clients: [client])
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.10.0.0/16, the range of network harbor"), ("fd00:10::5/128", "fd00:10::/64, the range"),
        ("172.16.9.0/24", "172.16.0.0/16, which egress gateway machine-1 has"),
        ("198.0.0.0/8", "198.18.0.0/15, which node machine-2 has"),
        ("192.168.0.0/16", "192.168.7.0/24, which external client client-1 has"),
    ]) func `that overlap what is routed already are refused, and the holder is named`(
        range: String, holder: String
    ) throws {
        let state = try Self.state()
        #expect {
            try state.requireRoutable([Samples.prefix(range)], to: .egress(Samples.nodeID(9)), field: "ranges")
        } throws: { error in
            let error = error as? ModelError
            return error?.code == .conflict && error?.field == "ranges" && error?.message.contains(holder) == true
        }
    }

    @Test func `may be given anew to who has them, and to another once they are free`() throws {
        var state = try Self.state()
        let range = Samples.prefix("172.16.9.0/24")
        try state.requireRoutable([range], to: .egress(Samples.nodeID(1)), field: "ranges")
        try state.apply([.putNode(Samples.gateway(1))], at: Revision(2), time: Samples.time)
        try state.requireRoutable([range], to: .node(Samples.nodeID(2)), field: "ranges")
        try state.apply(
            [.removeNode(RemovedNode(Samples.node(2), reason: .removed, at: Samples.time))], at: Revision(3),
            time: Samples.time)
        #expect(state.routedRanges.map(\.range.description) == ["192.168.7.0/24"])
    }
}
