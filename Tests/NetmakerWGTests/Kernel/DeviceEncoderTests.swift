import Netlink
import NetmakerCore
import Testing

@testable import NetmakerWG

@Suite struct `Messages to the kernel's WireGuard` {
    private let encoder: DeviceEncoder

    init() throws {
        encoder = DeviceEncoder(
            family: GenericFamily(name: "wireguard", number: 0x21, version: 1), interface: try interface("nm-a"))
    }

    private func messages(_ plan: DevicePlan) throws -> [[UInt8]] {
        var messages: [[UInt8]] = []
        try encoder.forEachMessage(of: plan) { message throws(NetlinkError) in
            messages.append(message.withBytes { Array($0) })
        }
        return messages
    }

    private static let start = """
        21 00 01 00              # family, request
        00 00 00 00 00 00 00 00  # not numbered yet
        01 01 00 00              # WG_CMD_SET_DEVICE, version 1
        09 00 02 00              # WGDEVICE_A_IFNAME
        6E 6D 2D 61 00 00 00 00  # "nm-a"

        """

    @Test func `set a device's key, port and mark`() throws {
        let key = try PrivateKey(bytes: key(0x40))
        let plan = DevicePlan(
            privateKey: .set(key), listenPort: .netmaker, firewallMark: .set(try #require(FirewallMark(0x6E6D_0001))))
        #expect(
            try messages(plan) == [
                bytes(
                    """
                    54 00 00 00              # length 84

                    """ + Self.start + """
                        24 00 03 00              # WGDEVICE_A_PRIVATE_KEY, 32 bytes
                        40 40 40 40 40 40 40 40
                        40 40 40 40 40 40 40 40
                        40 40 40 40 40 40 40 40
                        40 40 40 40 40 40 40 40
                        06 00 06 00 6D CA 00 00  # WGDEVICE_A_LISTEN_PORT 51821
                        08 00 07 00 01 00 6D 6E  # WGDEVICE_A_FWMARK
                        """)
            ])
    }

    @Test func `clear a device's key and mark by zeros`() throws {
        #expect(
            try messages(DevicePlan(privateKey: .clear, firewallMark: .clear)) == [
                bytes(
                    """
                    4C 00 00 00              # length 76

                    """ + Self.start + """
                        24 00 03 00              # WGDEVICE_A_PRIVATE_KEY
                        00 00 00 00 00 00 00 00
                        00 00 00 00 00 00 00 00
                        00 00 00 00 00 00 00 00
                        00 00 00 00 00 00 00 00
                        08 00 07 00 00 00 00 00  # WGDEVICE_A_FWMARK
                        """)
            ])
    }

    @Test func `make a peer with all it can have`() throws {
        let peer = PeerChange(
            .add, try PublicKey(bytes: key(0xAA)), presharedKey: .set(try PresharedKey(bytes: key(0xBB))),
            endpoint: try peerEndpoint("192.0.2.1:51821"), persistentKeepalive: .netmaker,
            allowedIPs: .replace(try allowedIPs("10.10.0.0/16", "fd00:10::/64")))
        #expect(
            try messages(DevicePlan(peers: [peer])) == [
                bytes(
                    """
                    DC 00 00 00              # length 220

                    """ + Self.start + """
                        BC 00 08 80              # WGDEVICE_A_PEERS
                        B8 00 00 80              # a peer
                        24 00 01 00              # WGPEER_A_PUBLIC_KEY
                        AA AA AA AA AA AA AA AA
                        AA AA AA AA AA AA AA AA
                        AA AA AA AA AA AA AA AA
                        AA AA AA AA AA AA AA AA
                        08 00 03 00 02 00 00 00  # WGPEER_A_FLAGS: replace allowed IPs
                        24 00 02 00              # WGPEER_A_PRESHARED_KEY
                        BB BB BB BB BB BB BB BB
                        BB BB BB BB BB BB BB BB
                        BB BB BB BB BB BB BB BB
                        BB BB BB BB BB BB BB BB
                        14 00 04 00              # WGPEER_A_ENDPOINT, a sockaddr_in
                        02 00 CA 6D C0 00 02 01  # AF_INET, 51821, 192.0.2.1
                        00 00 00 00 00 00 00 00
                        06 00 05 00 14 00 00 00  # WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL 20
                        48 00 09 80              # WGPEER_A_ALLOWEDIPS
                        1C 00 00 80              # an allowed IP
                        06 00 01 00 02 00 00 00  # AF_INET
                        08 00 02 00 0A 0A 00 00  # 10.10.0.0
                        05 00 03 00 10 00 00 00  # /16
                        28 00 00 80              # another
                        06 00 01 00 0A 00 00 00  # AF_INET6
                        14 00 02 00              # fd00:10::
                        FD 00 00 10 00 00 00 00
                        00 00 00 00 00 00 00 00
                        05 00 03 00 40 00 00 00  # /64
                        """)
            ])
    }

    @Test func `change a peer only if it is there, and reach it by IPv6`() throws {
        let peer = PeerChange(
            .update, try PublicKey(bytes: key(0xAA)), presharedKey: .clear,
            endpoint: try peerEndpoint("[2001:db8::1]:51821"), persistentKeepalive: .off)
        #expect(
            try messages(DevicePlan(peers: [peer])) == [
                bytes(
                    """
                    A0 00 00 00              # length 160

                    """ + Self.start + """
                        80 00 08 80              # WGDEVICE_A_PEERS
                        7C 00 00 80              # a peer
                        24 00 01 00              # WGPEER_A_PUBLIC_KEY
                        AA AA AA AA AA AA AA AA
                        AA AA AA AA AA AA AA AA
                        AA AA AA AA AA AA AA AA
                        AA AA AA AA AA AA AA AA
                        08 00 03 00 04 00 00 00  # WGPEER_A_FLAGS: update only
                        24 00 02 00              # WGPEER_A_PRESHARED_KEY: none
                        00 00 00 00 00 00 00 00
                        00 00 00 00 00 00 00 00
                        00 00 00 00 00 00 00 00
                        00 00 00 00 00 00 00 00
                        20 00 04 00              # WGPEER_A_ENDPOINT, a sockaddr_in6
                        0A 00 CA 6D 00 00 00 00  # AF_INET6, 51821, no flow
                        20 01 0D B8 00 00 00 00  # 2001:db8::1
                        00 00 00 00 00 00 00 01
                        00 00 00 00              # no scope
                        06 00 05 00 00 00 00 00  # WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL 0
                        """)
            ])
    }

    @Test func `stay within their size, whatever the plan's`() throws {
        let peers = try (0..<200).map { number in
            PeerChange(
                .add, try publicKey(UInt8(number)), endpoint: try peerEndpoint("192.0.2.1:51821"),
                allowedIPs: .add(AllowedIPs(try (0..<(number % 7 * 40)).map { try prefix("10.\(number).\($0).0/24") })))
        }
        let plan = DevicePlan(privateKey: .set(.generate()), listenPort: .netmaker, peers: peers)
        let sizes = try messages(plan).map(\.count)
        #expect(sizes.count > 1)
        #expect(sizes.allSatisfy { $0 <= DeviceEncoder.messageSize })
        #expect(sizes.dropLast().allSatisfy { $0 > DeviceEncoder.messageSize * 9 / 10 })
    }

    @Test func `continue a peer without repeating the flag that empties it`() throws {
        let many = AllowedIPs(try (0..<2000).map { try prefix("10.\($0 / 256).\($0 % 256).0/24") })
        let peer = PeerChange(
            .update, try publicKey(1), persistentKeepalive: .netmaker, allowedIPs: .replace(many))
        let messages = try messages(DevicePlan(peers: [peer]))
        #expect(messages.count > 3)
        let flags = messages.map { Array($0[80..<84]) }
        #expect(flags == [[6, 0, 0, 0]] + Array(repeating: [4, 0, 0, 0], count: messages.count - 1))
        // The first names its keepalive, each that follows its allowed IPs at once.
        #expect(messages.map { $0[86] } == [5] + Array(repeating: 9, count: messages.count - 1))
        #expect(try prefixes(in: messages) == Array(many))
    }

    @Test func `name the interface that an address of link scope is on`() throws {
        let peer = PeerChange(
            .update, try PublicKey(bytes: key(0xAA)), endpoint: try peerEndpoint("[fe80::1]:51821", scope: 0x0102))
        #expect(
            try messages(DevicePlan(peers: [peer]))[0].suffix(32)
                == bytes(
                    """
                    20 00 04 00              # WGPEER_A_ENDPOINT, a sockaddr_in6
                    0A 00 CA 6D 00 00 00 00  # AF_INET6, 51821, no flow
                    FE 80 00 00 00 00 00 00  # fe80::1
                    00 00 00 00 00 00 00 01
                    02 01 00 00              # interface 258
                    """)[...])
    }

    @Test func `take a single allowed IP from a peer`() throws {
        let peer = PeerChange(
            .update, try PublicKey(bytes: key(0xAA)),
            allowedIPs: .change(adding: try allowedIPs("10.10.0.0/16"), removing: try allowedIPs("10.20.0.0/16")))
        #expect(
            try messages(DevicePlan(peers: [peer]))[0].suffix(68)
                == bytes(
                    """
                    44 00 09 80              # WGPEER_A_ALLOWEDIPS
                    1C 00 00 80              # one that comes
                    06 00 01 00 02 00 00 00  # AF_INET
                    08 00 02 00 0A 0A 00 00  # 10.10.0.0
                    05 00 03 00 10 00 00 00  # /16
                    24 00 00 80              # one that goes
                    06 00 01 00 02 00 00 00  # AF_INET
                    08 00 02 00 0A 14 00 00  # 10.20.0.0
                    05 00 03 00 10 00 00 00  # /16
                    08 00 04 00 01 00 00 00  # WGALLOWEDIP_A_FLAGS: remove me
                    """)[...])
    }

    @Test func `ask whether flags of allowed IPs are read, by some that mean nothing`() throws {
        let message = try encoder.nonsense(of: try PublicKey(bytes: key(0xAA)))
        #expect(
            message.withBytes { Array($0) }
                == bytes(
                    """
                    74 00 00 00              # length 116
                    \(Self.start)54 00 08 80              # WGDEVICE_A_PEERS
                    50 00 00 80              # a peer
                    24 00 01 00 \(String(repeating: "AA ", count: 32)) # WGPEER_A_PUBLIC_KEY
                    28 00 09 80              # WGPEER_A_ALLOWEDIPS
                    24 00 00 80              # an allowed IP
                    06 00 01 00 02 00 00 00  # AF_INET
                    08 00 02 00 C0 00 02 01  # 192.0.2.1
                    05 00 03 00 20 00 00 00  # /32
                    08 00 04 00 FF FF FF FF  # WGALLOWEDIP_A_FLAGS
                    """))
    }

    @Test func `let all former peers go in the first message only`() throws {
        let peers = try (0..<200).map { PeerChange(.add, try publicKey(UInt8($0)), presharedKey: .set(.generate())) }
        let messages = try messages(DevicePlan(formerPeers: .go, peers: peers))
        #expect(messages.count > 1)
        // WGDEVICE_A_FLAGS: replace peers.
        #expect(
            messages.map { $0[32..<40] == [8, 0, 5, 0, 1, 0, 0, 0] } == [true] + messages.dropFirst().map { _ in false }
        )
    }

    /// The IPv4 prefixes in messages for one peer, read without our decoder.
    private func prefixes(in messages: [[UInt8]]) throws -> [IPPrefix] {
        let pattern: [UInt8] = [6, 0, 1, 0, 2, 0, 0, 0, 8, 0, 2, 0]
        var prefixes: [IPPrefix] = []
        for message in messages {
            for start in stride(from: 0, through: message.count - 24, by: 4)
            where message[start..<(start + 12)].elementsEqual(pattern) {
                let address = message[(start + 12)..<(start + 16)].map(String.init).joined(separator: ".")
                prefixes.append(try prefix("\(address)/\(message[start + 20])"))
            }
        }
        return prefixes
    }
}
