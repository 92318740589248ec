import NetmakerCore
import NetmakerTesting

@testable import NetmakerAgent

/// Statuses to show, all of one moment.
enum Statuses {
    static let now = Samples.time

    static func ago(_ duration: Duration) -> Timestamp { now - duration }

    /// A node that has everything, and is well.
    static func harbor(peers: [AgentStatus.Peer] = []) throws -> AgentStatus {
        var status = AgentStatus(
            network: Samples.networkName("harbor"), node: Samples.nodeID(1), name: try NodeName(parsing: "web"),
            server: try ServerAddress(host: "203.0.113.10", port: try ListenPort(50051)), isRunning: true,
            connection: .connected, trouble: nil, interface: try InterfaceName(parsing: "nm-harbor"),
            listenPort: try ListenPort(51821), backend: "kernel WireGuard",
            addresses: [
                try InterfaceAddress(parsing: "10.10.0.1/16"), try InterfaceAddress(parsing: "fd00:10::1/64"),
            ], revision: Revision(12), acknowledged: Revision(12), peers: peers)
        status.time = now
        status.status = .active
        status.roles = AgentStatus.Roles(egress: [], ingress: false, relay: false)
        status.zones = [DomainName(Samples.networkName("harbor"))]
        status.clients = []
        status.inForce = Revision(12)
        status.repairs = 0
        status.names = NamesStatus(
            lookup: .pointed, zones: status.zones ?? [], address: "127.110.0.1:53", servers: [], trouble: nil)
        status.startedAt = ago(.seconds(7300))
        status.connectedSince = ago(.seconds(190))
        status.lastHeard = ago(.seconds(12))
        status.refusesCommands = false
        status.hasInterface = true
        status.drift = []
        return status
    }

    static func peer(
        _ number: Int, _ name: String, endpoint: String? = "203.0.113.2:51821", handshake: Duration? = nil,
        received: UInt64 = 0, sent: UInt64 = 0
    ) throws -> AgentStatus.Peer {
        var peer = AgentStatus.Peer(
            node: Samples.nodeID(number), name: try NodeName(parsing: name), publicKey: Samples.publicKey(number),
            addresses: [try IPAddress(parsing: "10.10.0.\(number)"), try IPAddress(parsing: "fd00:10::\(number)")],
            receivedBytes: received, sentBytes: sent)
        peer.endpoint = try endpoint.map { try Endpoint(parsing: $0) }
        peer.lastHandshake = handshake.map(ago)
        peer.isMissing = false
        peer.isLocal = false
        peer.persistentKeepalive = .off
        return peer
    }

    /// One of every kind.
    static func kinds() throws -> [AgentStatus.Peer] {
        var local = try peer(
            2, "db", endpoint: "192.168.1.5:51821", handshake: .seconds(12), received: 3_355_443, sent: 999)
        local.isLocal = true
        local.persistentKeepalive = try PersistentKeepalive(seconds: 20)
        var gateway = try peer(3, "edge", handshake: .seconds(150), received: 2048, sent: 1 << 40)
        gateway.ranges = [try IPPrefix(parsing: "192.168.9.0/24")]
        gateway.clients = [
            ClientName(name: try NodeName(parsing: "phone"), ipv4: try IPv4Address(parsing: "10.10.0.9"), ipv6: nil)
        ]
        gateway.isRelay = true
        let idle = try peer(4, "idle", handshake: .seconds(7500))
        let lost = try peer(5, "lost", sent: 148)
        var missing = try peer(6, "missing", endpoint: nil)
        missing.isMissing = true
        let silent = try peer(7, "silent", endpoint: nil)
        var temporary = try peer(8, "temporary")
        temporary.expiresAt = now + .seconds(3600 * 5)
        return [local, gateway, idle, lost, missing, silent, temporary]
    }
}
