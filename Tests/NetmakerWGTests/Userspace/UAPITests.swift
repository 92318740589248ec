import Glibc
import Netlink
import NetmakerCore
import Testing

@testable import NetmakerWG

@Suite struct `The userspace protocol` {
    private func text(_ plan: DevicePlan) -> String {
        UAPIRequest.set(plan).withBytes { String(decoding: $0, as: UTF8.self) }
    }

    private func hexadecimal(_ byte: String) -> String { String(repeating: byte, count: 32) }

    private func state(_ text: String) throws -> DeviceState {
        try Array(text.utf8).withUnsafeBytes { bytes in
            try UAPIResponse.state(bytes, of: try interface("nm-a"))
        }
    }

    @Test func `asks for the device`() {
        #expect(UAPIRequest.get().withBytes { String(decoding: $0, as: UTF8.self) } == "get=1\n\n")
    }

    @Test func `carries a plan, line by line`() throws {
        let plan = DevicePlan(
            privateKey: .set(try PrivateKey(bytes: key(0x40))), listenPort: .netmaker,
            firewallMark: .set(try #require(FirewallMark(16))),
            peers: [
                PeerChange(
                    .add, try PublicKey(bytes: key(0xAA)), presharedKey: .set(try PresharedKey(bytes: key(0xBB))),
                    endpoint: try peerEndpoint("[2001:db8::1]:51821"), persistentKeepalive: .netmaker,
                    allowedIPs: .add(try allowedIPs("10.10.0.7/32", "fd00:10::/64"))),
                PeerChange(
                    .update, try PublicKey(bytes: key(0xAB)), presharedKey: .clear, persistentKeepalive: .off,
                    allowedIPs: .replace(try allowedIPs("10.10.0.8/32"))),
                PeerChange(.remove, try PublicKey(bytes: key(0xAC))),
            ])
        #expect(
            text(plan) == """
                set=1
                private_key=\(hexadecimal("40"))
                listen_port=51821
                fwmark=16
                public_key=\(hexadecimal("aa"))
                preshared_key=\(hexadecimal("bb"))
                endpoint=[2001:db8::1]:51821
                persistent_keepalive_interval=20
                allowed_ip=10.10.0.7/32
                allowed_ip=fd00:10::/64
                public_key=\(hexadecimal("ab"))
                update_only=true
                preshared_key=\(hexadecimal("00"))
                persistent_keepalive_interval=0
                replace_allowed_ips=true
                allowed_ip=10.10.0.8/32
                public_key=\(hexadecimal("ac"))
                remove=true


                """)
    }

    @Test func `clears a key and a mark by zeros`() {
        #expect(
            text(DevicePlan(privateKey: .clear, firewallMark: .clear))
                == "set=1\nprivate_key=\(hexadecimal("00"))\nfwmark=0\n\n")
    }

    @Test func `is read with the device's settings and its peers'`() throws {
        let own = try PrivateKey(bytes: key(0x40))
        let state = try state(
            """
            private_key=\(hexadecimal("40"))
            listen_port=51821
            fwmark=16
            public_key=\(hexadecimal("aa"))
            preshared_key=\(hexadecimal("00"))
            protocol_version=1
            endpoint=192.0.2.1:4711
            last_handshake_time_sec=1700000000
            last_handshake_time_nsec=500000000
            tx_bytes=9
            rx_bytes=8
            persistent_keepalive_interval=20
            allowed_ip=10.10.0.7/32
            allowed_ip=fd00:10::/64
            public_key=\(hexadecimal("ab"))
            preshared_key=\(hexadecimal("bb"))
            protocol_version=1
            last_handshake_time_sec=0
            last_handshake_time_nsec=0
            errno=0


            """)
        #expect(state.publicKey == own.publicKey)
        #expect(state.listenPort == .netmaker)
        #expect(state.firewallMark == FirewallMark(16))
        let first = try #require(state.peers[try PublicKey(bytes: key(0xAA))])
        #expect(first.presharedKey == nil)
        #expect(first.endpoint == (try peerEndpoint("192.0.2.1:4711")))
        #expect(first.lastHandshake == Timestamp(millisecondsSince1970: 1_700_000_000_500))
        #expect(first.sentBytes == 9)
        #expect(first.receivedBytes == 8)
        #expect(first.persistentKeepalive == .netmaker)
        #expect(first.allowedIPs == (try allowedIPs("10.10.0.7/32", "fd00:10::/64")))
        let second = try #require(state.peers[try PublicKey(bytes: key(0xAB))])
        #expect(second.presharedKey?.isEqual(to: try PresharedKey(bytes: key(0xBB))) == true)
        #expect(second.lastHandshake == nil)
        #expect(second.allowedIPs.isEmpty)
    }

    @Test(arguments: ["eth0", "258"])
    func `shows a peer on the same link with the interface it is behind`(zone: String) throws {
        let text = "public_key=\(hexadecimal("aa"))\nendpoint=[fe80::1%\(zone)]:4711\nerrno=0\n\n"
        let state = try Array(text.utf8).withUnsafeBytes { bytes in
            try UAPIResponse.state(bytes, of: try interface("nm-a")) { $0 == "eth0" ? 258 : nil }
        }
        #expect(
            state.peers[try PublicKey(bytes: key(0xAA))]?.endpoint == (try peerEndpoint("[fe80::1]:4711", scope: 258)))
    }

    @Test func `names the interface of a peer on the same link, and all peers that go`() throws {
        let plan = DevicePlan(
            formerPeers: .go,
            peers: [
                PeerChange(
                    .add, try PublicKey(bytes: key(0xAA)), endpoint: try peerEndpoint("[fe80::1]:4711", scope: 258),
                    allowedIPs: .change(adding: try allowedIPs("10.10.0.7/32"), removing: try allowedIPs("::/0")))
            ])
        #expect(
            text(plan) == """
                set=1
                replace_peers=true
                public_key=\(hexadecimal("aa"))
                endpoint=[fe80::1%258]:4711
                allowed_ip=10.10.0.7/32
                allowed_ip=-::/0


                """)
    }

    @Test(arguments: ["errno=0\n\n": 0, "errno=22\n\n": 22, "errno=-98\n\n": 98])
    func `reports an errno, whatever its sign`(answer: String, number: Int32) throws {
        let actual = try Array(answer.utf8).withUnsafeBytes { bytes in try UAPIResponse.errorNumber(bytes) }
        #expect(actual == number)
    }

    @Test(arguments: [
        "public_key=abc\n\n", "public_key=\(String(repeating: "zz", count: 32))\n\n", "listen_port=many\n\n",
        "nonsense\n\n", "allowed_ip=10.0.0.1\n\n", "endpoint=example.org:1\n\n", "rx_bytes=-1\n\n",
    ])
    func `that is malformed is refused`(answer: String) {
        // Whole, but for the one line.
        let whole = answer.dropLast() + "errno=0\n\n"
        let error = #expect(throws: WireGuardError.self) { try state(String(whole)) }
        #expect(error?.code == .malformed)
    }

    @Test func `gives the longer for a request the more of it has been taken, and no longer`() throws {
        var ends: [CInt] = [0, 0]
        try #require(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0, &ends) == 0)
        defer { ends.forEach { _ = close($0) } }
        // Hours later whenever it is asked: the other end takes what its socket holds, and nothing then.
        var now = ContinuousClock.now
        var connection = UAPIConnection(descriptor: ends[0], path: "it", patience: .seconds(30)) {
            defer { now += .seconds(10_000) }
            return now
        }
        let request = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 20, alignment: 1)
        defer { request.deallocate() }
        request.initializeMemory(as: UInt8.self, repeating: 0)
        let error = #expect(throws: WireGuardError.self) { try connection.send(UnsafeRawBufferPointer(request)) }
        var taken = 0
        var part = [UInt8](repeating: 0, count: 1 << 20)
        while case let count = read(ends[1], &part, part.count), count > 0 { taken += count }
        #expect(taken > 10_000)
        #expect(error?.code == .unresponsive)
        #expect(error?.message.hasSuffix("for \(Duration.seconds(30) + .seconds(taken) / (8 * 1024))") == true)
    }

    @Test func `ends an answer with an empty line`() {
        for (text, isWhole) in ["errno=0\n\n": true, "errno=0\n": false, "": false, "\n\n": true] {
            #expect(Array(text.utf8).withUnsafeBytes { UAPIResponse.isWhole($0) } == isWhole)
        }
    }
}
