import NetmakerCore
import NetmakerTesting
import SwiftProtobuf
import Testing

@testable import NetmakerAgentProtocol
@testable import NetmakerAgentWire

@Suite struct `What a gateway is told` {
    private static func configuration() throws -> NodeConfiguration {
        var node = Samples.gateway(7)
        node.roles = NodeRoles(
            egress: try EgressGateway(
                ranges: [Samples.prefix("192.168.7.0/24"), Samples.prefix("2001:db8:7::/48")],
                interface: try InterfaceName(parsing: "eth0"), translation: .none),
            ingress: try IngressGateway(nameServers: [Samples.address(8)]), relay: RelayMark(markedAt: Samples.time))
        var client = Samples.client(1, by: node.id)
        client.allowedRanges = [Samples.prefix("172.16.0.0/12")]
        client.expiresAt = Samples.time
        return NodeConfiguration(of: node, in: Samples.network(), clients: [client, Samples.client(2, by: node.id)])
    }

    @Test func `comes as it was sent, with roles and clients`() throws {
        let configuration = try Self.configuration()
        let bytes: [UInt8] = try configuration.wire.serializedBytes()
        #expect(try NodeConfiguration(WireNodeConfiguration(serializedBytes: bytes)) == configuration)
    }

    @Test func `is the same bytes in every release`() throws {
        let wire = try #require(try Self.configuration().roles.egress).wire
        #expect(
            try wire.serializedBytes() == [
                0x0A, 0x09,  // ranges, 9 bytes
                0x0A, 0x05, 0x0D, 0x00, 0x07, 0xA8, 0xC0,  // address: v4, little-endian
                0x10, 24,  // length
                0x0A, 0x16,  // ranges, 22 bytes
                0x0A, 0x12, 0x12, 0x10,  // address: v6
                0x20, 0x01, 0x0D, 0xB8, 0x00, 0x07, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                0x10, 48,  // length
                0x12, 0x04, 0x65, 0x74, 0x68, 0x30,  // interface
                0x18, 0x02,  // translation: none
            ])
    }

    @Test func `is told to others in its record, its clients' names with it`() throws {
        var guest = Samples.client(2)
        guest.expiresAt = Samples.time
        let record = PeerRecord(
            Samples.gateway(7), ranges: [Samples.prefix("10.10.234.97/32")],
            clients: [Samples.client(1), guest].map(ClientName.init))
        #expect(try EncodedPeerRecord(decoding: try EncodedPeerRecord(record).bytes).record == record)
    }

    @Test func `says a client's name in the same bytes in every release`() throws {
        #expect(
            try ClientName(Samples.client(1)).wire.serializedBytes() == [
                0x0A, 0x08, 0x63, 0x6C, 0x69, 0x65, 0x6E, 0x74, 0x2D, 0x31,  // name: client-1
                0x15, 0x61, 0xEA, 0x0A, 0x0A,  // ipv4, little-endian
                0x1A, 0x10, 0xFD, 0, 0, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xEA, 0x61,  // ipv6
            ])
    }

    @Test func `says when a client's name ends in the same bytes in every release`() throws {
        let guest = ClientName(
            name: try NodeName(parsing: "phone"), ipv4: nil, ipv6: nil,
            expiresAt: Timestamp(millisecondsSince1970: 1_700_000_000_000))
        #expect(
            try guest.wire.serializedBytes() == [
                0x0A, 0x05, 0x70, 0x68, 0x6F, 0x6E, 0x65,  // name: phone
                0x20, 0x80, 0xD0, 0x95, 0xFF, 0xBC, 0x31,  // expires_at
            ])
    }

    @Test func `fits a frame with as many clients as may enter by it, whatever they are called`() throws {
        let clients = (0..<RoutedRanges.maximumInRecord).map { number in
            ClientName(
                name: NodeName(adapting: "\(number)-" + String(repeating: "a", count: 60)), ipv4: nil,
                ipv6: IPv6Address(rawValue: UInt128.max - UInt128(number)),
                expiresAt: Timestamp(millisecondsSince1970: 1_900_000_000_000))
        }
        let record = PeerRecord(
            Samples.gateway(7), ranges: clients.flatMap { $0.addresses.map { IPPrefix(host: $0) } }, clients: clients)
        let encoded = try EncodedPeerRecord(record)
        #expect(encoded.byteCount < FrameSize.target)
        #expect(try EncodedPeerRecord(decoding: encoded.bytes).record == record)
    }

    struct Damage: Sendable {
        let path: String
        let harm: @Sendable (inout WireNodeConfiguration) -> Void

        init(_ path: String, _ harm: @Sendable @escaping (inout WireNodeConfiguration) -> Void) {
            self.path = path
            self.harm = harm
        }
    }

    static let damages = [
        Damage("egress.ranges") { $0.egress.ranges[1] = $0.egress.ranges[0] },
        Damage("egress.translation") { $0.egress.translation = .unspecified },
        Damage("egress.interface") { $0.egress.interface = "a/b" },
        Damage("ingress.name_servers.address") { $0.ingress.nameServers.append(.init()) },
        Damage("clients.public_key") { $0.clients[0].publicKey.removeLast() },
        Damage("clients.name.name") { $0.clients[0].name.name = "a.b" },
        Damage("clients.name.ipv6") { $0.clients[1].name.ipv6.removeLast() },
        Damage("clients.allowed_ips.length") { $0.clients[0].allowedIps[0].length = 31 },
    ]

    @Test(arguments: damages) func `is refused by the field that has no meaning`(damage: Damage) throws {
        var wire = try Self.configuration().wire
        damage.harm(&wire)
        let error = #expect(throws: MalformedField.self) { try NodeConfiguration(wire) }
        #expect(error?.path == damage.path)
    }
}
