import Netlink
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerWG

@Suite struct `A dump of the kernel's WireGuard` {
    private func decoded(_ parts: [UInt8]...) throws -> DeviceState {
        var decoder = DeviceDecoder(interface: try interface("nm-a"))
        for part in parts { try decoder.decode(part.span.bytes) }
        return try decoder.finish()
    }

    private static let keyA =
        "AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA AA"
    private static let zeros =
        "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"

    /// All there is to tell of a device with one peer.
    private static let whole = """
        00 01 00 00              # WG_CMD_GET_DEVICE, version 1
        06 00 06 00 6D CA 00 00  # WGDEVICE_A_LISTEN_PORT
        08 00 07 00 01 00 6D 6E  # WGDEVICE_A_FWMARK
        08 00 01 00 07 00 00 00  # WGDEVICE_A_IFINDEX
        09 00 02 00 6E 6D 2D 61  # WGDEVICE_A_IFNAME
        00 00 00 00
        24 00 03 00 \(Self.zeros)  # WGDEVICE_A_PRIVATE_KEY
        24 00 04 00 \(Self.keyA)  # WGDEVICE_A_PUBLIC_KEY
        C0 00 08 80              # WGDEVICE_A_PEERS
        BC 00 00 80              # a peer
        24 00 01 00 \(Self.keyA)  # WGPEER_A_PUBLIC_KEY
        24 00 02 00 \(Self.zeros)  # WGPEER_A_PRESHARED_KEY: none
        14 00 06 00              # WGPEER_A_LAST_HANDSHAKE_TIME
        00 F1 53 65 00 00 00 00  # 1700000000 s
        00 65 CD 1D 00 00 00 00  # 500000000 ns
        06 00 05 00 14 00 00 00  # WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL
        0C 00 08 00 09 00 00 00  # WGPEER_A_TX_BYTES
        00 00 00 00
        0C 00 07 00 08 00 00 00  # WGPEER_A_RX_BYTES
        00 00 00 00
        08 00 0A 00 01 00 00 00  # WGPEER_A_PROTOCOL_VERSION
        14 00 04 00              # WGPEER_A_ENDPOINT
        02 00 CA 6D C0 00 02 01  # AF_INET, 51821, 192.0.2.1
        00 00 00 00 00 00 00 00
        20 00 09 80              # WGPEER_A_ALLOWEDIPS
        1C 00 00 80              # an allowed IP
        05 00 03 00 20 00 00 00  # /32
        06 00 01 00 02 00 00 00  # AF_INET
        08 00 02 00 0A 0A 00 07  # 10.10.0.7
        """

    @Test func `is read with the device's settings and a peer's`() throws {
        let state = try decoded(bytes(Self.whole))
        let key = try PublicKey(bytes: key(0xAA))
        #expect(state.publicKey == key)
        #expect(state.listenPort == .netmaker)
        #expect(state.firewallMark == FirewallMark(0x6E6D_0001))
        let peer = try #require(state.peers[key])
        #expect(peer.presharedKey == nil)
        #expect(peer.lastHandshake == Timestamp(millisecondsSince1970: 1_700_000_000_500))
        #expect(peer.persistentKeepalive == .netmaker)
        #expect(peer.sentBytes == 9)
        #expect(peer.receivedBytes == 8)
        #expect(peer.endpoint == (try peerEndpoint("192.0.2.1:51821")))
        #expect(peer.allowedIPs == (try allowedIPs("10.10.0.7/32")))
    }

    @Test func `joins a peer that goes on in the next part`() throws {
        func part(_ address: String) -> [UInt8] {
            bytes(
                """
                00 01 00 00              # WG_CMD_GET_DEVICE
                4C 00 08 80              # WGDEVICE_A_PEERS
                48 00 00 80              # a peer
                24 00 01 00 \(Self.keyA)  # WGPEER_A_PUBLIC_KEY
                20 00 09 80              # WGPEER_A_ALLOWEDIPS
                1C 00 00 80              # an allowed IP
                06 00 01 00 02 00 00 00  # AF_INET
                08 00 02 00 \(address)
                05 00 03 00 20 00 00 00  # /32
                """)
        }
        let state = try decoded(part("0A 0A 00 01"), part("0A 0A 00 02"))
        #expect(state.peers.count == 1)
        #expect(
            state.peers[try PublicKey(bytes: key(0xAA))]?.allowedIPs
                == (try allowedIPs("10.10.0.1/32", "10.10.0.2/32")))
    }

    @Test func `that tells of a peer twice is refused`() throws {
        func part(_ key: String) -> [UInt8] {
            bytes("00 01 00 00 2C 00 08 80 28 00 00 80 24 00 01 00 \(key)")
        }
        #expect(throws: NetlinkError.malformed("")) {
            try decoded(part(Self.keyA), part(Self.zeros), part(Self.keyA))
        }
    }

    struct Malformed: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let content: String
    }

    @Test(arguments: [
        Malformed(testDescription: "no header", content: "00 01 00"),
        Malformed(testDescription: "a short key", content: "00 01 00 00 08 00 04 00 AA AA AA AA"),
        Malformed(testDescription: "a port of one byte", content: "00 01 00 00 05 00 06 00 01 00 00 00"),
        Malformed(testDescription: "a peer without a key", content: "00 01 00 00 08 00 08 80 04 00 00 80"),
        Malformed(
            testDescription: "an allowed IP with a length of 33",
            content: """
                00 01 00 00 4C 00 08 80 48 00 00 80 24 00 01 00 \(zeros)
                20 00 09 80 1C 00 00 80 06 00 01 00 02 00 00 00 08 00 02 00 0A 0A 00 01 05 00 03 00 21 00 00 00
                """),
    ])
    func `that is malformed is refused`(malformed: Malformed) {
        #expect(throws: NetlinkError.malformed("")) { try decoded(bytes(malformed.content)) }
    }

    @Test func `with bytes that chance has changed is refused as malformed, or is what it is when it is read again`()
        throws
    {
        var generator = SeededGenerator(seed: 0x6E6D)
        var (taken, refused) = (0, 0)
        for _ in 0..<20_000 {
            var content = bytes(Self.whole)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: 4..<content.count, using: &generator)
                content[index] = .random(in: 0 ... .max, using: &generator)
            }
            let state: DeviceState
            do {
                state = try decoded(content)
            } catch {
                #expect((error as? NetlinkError)?.code == .malformed)
                refused += 1
                continue
            }
            taken += 1
            let again = try decodedAgain(state)
            #expect(again.listenPort == state.listenPort)
            #expect(again.firewallMark == state.firewallMark)
            #expect(again.peers.configuration == state.peers.configuration)
        }
        // Chance does both.
        #expect(taken > 2000)
        #expect(refused > 2000)
    }

    /// A device that is made of what one is, as the kernel would take it.
    private func decodedAgain(_ state: DeviceState) throws -> DeviceState {
        let encoder = DeviceEncoder(
            family: GenericFamily(name: "wireguard", number: 0x21, version: 1), interface: state.interface)
        let plan = DevicePlan(
            listenPort: state.listenPort, firewallMark: state.firewallMark.map { .set($0) } ?? .keep,
            peers: state.peers.map { key, peer in
                PeerChange(
                    .add, key, endpoint: peer.endpoint, persistentKeepalive: peer.persistentKeepalive,
                    allowedIPs: .add(peer.allowedIPs))
            })
        var decoder = DeviceDecoder(interface: state.interface)
        try encoder.forEachMessage(of: plan) { message throws(NetlinkError) in
            let bytes = message.withBytes { Array($0.dropFirst(16)) }
            try decoder.decode(bytes.span.bytes)
        }
        return try decoder.finish()
    }
}

extension PeerTable<PeerState> {
    /// What can be configured of each, its preshared key aside.
    fileprivate var configuration: [PublicKey: [String]] {
        mapValues { peer in
            [
                peer.endpoint.map { "\($0) \($0.scope ?? 0)" } ?? "", peer.persistentKeepalive.description,
                peer.allowedIPs.map(\.description).joined(separator: " "),
            ]
        }
    }
}
