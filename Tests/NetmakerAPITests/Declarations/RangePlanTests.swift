import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerAPI

@Suite struct `A plan that gives a network another range` {
    private static func declaration(_ fields: [String: JSONValue]) throws -> Declaration {
        try Declaration(["netmaker": 1, "networks": ["harbor": .object(fields)]])
    }

    /// What is done to a network whose name server and printer have addresses of its own.
    private func operations(toHave fields: [String: JSONValue]) throws -> [String] {
        let present = try Self.declaration([
            "ipv4Range": "10.10.0.0/24", "ipv6Range": .null, "localRange": .null, "dnsServers": ["10.10.0.53"],
            "nodes": [:], "clients": [:], "dns": ["printer": ["addresses": ["10.10.0.9"]]],
        ])
        let wanted = fields.merging(["ipv4Range": "10.20.0.0/24"]) { $1 }
        return try DeclarationPlan(
            from: PlainServer(present).server, to: try Self.declaration(wanted), pruning: .nothing, now: Samples.time
        ).steps.map(\.call.operation.id)
    }

    @Test func `leaves what says an address in it to follow`() throws {
        #expect(try operations(toHave: [:]) == ["changeRanges"])
    }

    @Test func `has nothing to do where the file says what follows as it becomes`() throws {
        #expect(
            try operations(toHave: [
                "dnsServers": ["10.20.0.53"], "dns": ["printer": ["addresses": ["10.20.0.9"]]],
            ]) == ["changeRanges"])
    }

    @Test func `puts back what the file says as it was`() throws {
        #expect(
            try operations(toHave: [
                "dnsServers": ["10.10.0.53"], "dns": ["printer": ["addresses": ["10.10.0.9"]]],
            ]) == ["changeRanges", "updateNetwork", "updateDNSRecord"])
    }
}
