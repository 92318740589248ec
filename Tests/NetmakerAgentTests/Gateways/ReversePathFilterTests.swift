import DurableFiles
import Foundation
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `A strict reverse path filter` {
    /// A procfs whose main table leads to 192.0.2.0/24 by eth1, and elsewhere by eth0.
    private func folder(all: Int, eth0: Int, eth1: Int) throws -> Procfs {
        let folder = try Procfs()
        for (name, value) in [("all", all), ("eth0", eth0), ("eth1", eth1)] {
            try Folder.create("\(folder.path)/sys/net/ipv4/conf/\(name)", mode: 0o700)
            try write("\(value)\n", to: "\(folder.path)/sys/net/ipv4/conf/\(name)/rp_filter")
        }
        try Folder.create("\(folder.path)/net", mode: 0o700)
        try write(
            """
            Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
            eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0
            eth1\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0

            """, to: "\(folder.path)/net/route")
        return folder
    }

    private func write(_ text: String, to path: String) throws {
        try AtomicFile.write(Array(text.utf8), to: path, mode: 0o600)
    }

    @Test func `is the one of the interface that leads to a host, by the larger of two numbers`() throws {
        let near = try IPv4Address(parsing: "192.0.2.7")
        let far = try IPv4Address(parsing: "203.0.113.9")
        for (all, eth0, eth1, expected) in [
            (0, 1, 0, ["eth0"]), (0, 0, 1, ["eth1"]), (1, 0, 0, ["eth0", "eth1"]), (2, 1, 1, []), (1, 2, 1, ["eth1"]),
            (0, 0, 0, []),
        ] {
            let folder = try folder(all: all, eth0: eth0, eth1: eth1)
            let filter = ReversePathFilter(folder: folder.path)
            #expect(filter.strictInterfaces(towards: [near, far]).sorted() == expected)
            withExtendedLifetime(folder) {}
        }
        let folder = try folder(all: 0, eth0: 1, eth1: 0)
        #expect(ReversePathFilter(folder: folder.path).strictInterfaces(towards: [near]) == [])
        withExtendedLifetime(folder) {}
        #expect(ReversePathFilter(folder: "/nonexistent").strictInterfaces(towards: [near]) == [])
    }

    @Test func `that drops what peers send is named with what to do, and left as it is`() async throws {
        let server = TestServer()
        let world = try await World.joined(server)
        let wide = TestServer.record(2)
        let endpoint = try #require(
            try await world.device()?.state().peers.values.compactMap(\.endpoint?.address).first)
        guard case .v4(let host) = endpoint else { return }
        world.gatewayHost.alter { $0.strict[host] = "eth0" }
        try await world.running(world.agent()) { agent in
            try await agent.progress { $0.synchronizations == 1 }
            #expect(agent.progress.filterTrouble == nil)
            try server.change([
                PeerRecord(
                    id: wide.id, name: wide.name, publicKey: wide.publicKey, ipv4: wide.ipv4, ipv6: wide.ipv6,
                    ranges: [try IPPrefix(parsing: "0.0.0.0/0")], candidates: wide.candidates, expiresAt: nil)
            ])
            try await server.heard.wait { $0.acknowledgements.last == Revision(11) }
            await agent.lookAtReversePath()
            let trouble = try #require(agent.progress.trouble)
            #expect(trouble.contains("sysctl -w net.ipv4.conf.eth0.rp_filter=2"))
            world.gatewayHost.alter { $0.strict = [:] }
            await agent.lookAtReversePath()
            #expect(agent.progress.filterTrouble == nil)
        }
        #expect(world.gatewayHost.now.steps == [])
    }
}

/// A folder in its place, which goes with this.
private final class Procfs {
    let path = NSTemporaryDirectory() + "procfs-" + UUID().uuidString

    init() throws { try Folder.create(path, mode: 0o700) }

    deinit {
        // What stays is the system's to tidy.
        try? FileManager.default.removeItem(atPath: path)
    }
}
