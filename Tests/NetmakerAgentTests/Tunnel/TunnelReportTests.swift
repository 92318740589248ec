import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

@Suite(.timeLimit(.minutes(1))) struct `What an agent says of its device` {
    private let world: World
    private let server = TestServer()

    init() async throws { world = try await World.joined(server) }

    @Test func `is what the device has, and nothing is changed by the question`() async throws {
        let address = try IPAddress(parsing: "10.10.0.2")
        let report = try await report(
            on: TunnelQuestion(
                number: 9, peers: [Samples.publicKey(2), Samples.publicKey(99)],
                addresses: [address, try IPAddress(parsing: "192.168.9.1")])
        ) { device in
            await device.alter {
                $0.peers[Samples.publicKey(2)]?.lastHandshake = Samples.time - .seconds(7)
                $0.peers[Samples.publicKey(2)]?.receivedBytes = 100
                $0.peers[Samples.publicKey(2)]?.sentBytes = 200
            }
        }
        let peer = try #require(report.peers.first)
        #expect(report.number == 9)
        #expect(report.inForce == Revision(10))
        #expect(report.trouble == nil)
        #expect(report.listenPort == .netmaker)
        #expect(report.peers.count == 1)
        #expect(peer.publicKey == Samples.publicKey(2))
        #expect(peer.handshakeAge == .seconds(7))
        #expect((peer.received, peer.sent) == (100, 200))
        #expect(peer.addresses == [address])
        #expect(report.ledIn == [address])
        #expect(server.heard.value.hellos.first?.capabilities == [Capability.tunnelReport])
    }

    @Test func `is what it has of links, with less said of each, where somebody wants to see them`() async throws {
        let report = try await report(
            on: TunnelQuestion(
                number: 9, peers: [], addresses: [], links: [Samples.publicKey(99), Samples.publicKey(2)])
        ) { device in
            await device.alter { $0.peers[Samples.publicKey(2)]?.lastHandshake = Samples.time - .seconds(7) }
        }
        #expect(report.peers.isEmpty)
        #expect(report.links?.map(\.publicKey) == [Samples.publicKey(2)])
        #expect(report.links?.map(\.handshakeAge) == [.seconds(7)])
        #expect(report.links?.map(\.addresses) == [[]])
    }

    @Test func `is that there is none, when there is none`() async throws {
        let report = try await report(
            on: TunnelQuestion(number: 1, peers: [Samples.publicKey(2)], addresses: [Samples.address(1)])
        ) { await $0.vanish() }
        #expect(report.publicKey == nil)
        #expect(report.peers.isEmpty)
        #expect(report.ledIn.isEmpty)
    }

    private func report(
        on question: TunnelQuestion, after change: @escaping @Sendable (FakeWireGuardDevice) async -> Void
    ) async throws -> TunnelReport {
        try await world.running(world.agent()) { [server, world] agent in
            try await agent.progress { $0.synchronizations == 1 }
            let device = try #require(try await world.device())
            await change(device)
            let plans = await device.plans.count
            server.say(.tunnelQuestion(question))
            try await server.heard.wait { !$0.tunnelReports.isEmpty }
            #expect(await device.plans.count == plans)
        }
        return try #require(server.heard.value.tunnelReports.first)
    }
}
