import NetmakerCore
public import NetmakerWG

/// What every `WireGuardDevice` does, as checks to run over one: the fake, the kernel's, a userspace implementation's.
///
/// ```swift
/// @Test(arguments: DeviceConformance.checks)
/// func `conforms`(check: DeviceConformance.Check) async throws {
///     try await check.run(FakeWireGuardDevice("nm-test"))
/// }
/// ```
public enum DeviceConformance {
    /// One check. It may be run over a device that others were run over before: it begins by emptying it.
    public struct Check: Sendable, CustomStringConvertible {
        /// What the device does, as a sentence about it.
        public let description: String
        private let body: @Sendable (any WireGuardDevice) async throws -> Void

        init(_ description: String, _ body: @escaping @Sendable (any WireGuardDevice) async throws -> Void) {
            self.description = description
            self.body = body
        }

        /// Runs the check.
        ///
        /// - Throws: ``Nonconformance`` when the device does otherwise, and what the device throws.
        public func run(_ device: any WireGuardDevice) async throws {
            try await device.converge(to: DeviceConfiguration(privateKey: nil))
            try await body(device)
        }
    }

    /// All of them.
    public static let checks: [Check] = identity + peers + allowedIPs + changes

    private static let identity = [
        Check("begins without key, mark and peers") { device in
            let state = try await device.state()
            try require(state.publicKey == nil, "no key", state.publicKey)
            try require(state.firewallMark == nil, "no mark", state.firewallMark)
            try require(state.peers.isEmpty, "no peers", state.peers.count)
        },
        Check("takes a key, a port and a mark, and gives them up again") { device in
            let wanted = DeviceConfiguration(
                privateKey: .generate(), listenPort: try ListenPort(53999), firewallMark: FirewallMark(0x6E6D_0001))
            try await device.converge(to: wanted)
            let state = try await device.state()
            try require(state.publicKey == wanted.publicKey, "the key's public half", state.publicKey)
            try require(state.listenPort == wanted.listenPort, "port 53999", state.listenPort)
            try require(state.firewallMark == wanted.firewallMark, "mark 0x6e6d0001", state.firewallMark)
            try await device.converge(to: DeviceConfiguration(privateKey: nil))
            let cleared = try await device.state()
            try require(cleared.publicKey == nil, "no key", cleared.publicKey)
            try require(cleared.firewallMark == nil, "no mark", cleared.firewallMark)
        },
        Check("tells its private key when it is asked for it alone, and of none") { device in
            try await require(device.privateKey() == nil, "no key", "one")
            for key in [PrivateKey.generate(), .generate()] {
                try await device.apply(DevicePlan(privateKey: .set(key), peers: [PeerChange(.add, publicKey(1))]))
                let told = try await device.privateKey()?.base64RevealingSecret()
                try require(told == key.base64RevealingSecret(), "the key it was given", "another")
            }
            try await device.apply(DevicePlan(privateKey: .clear))
            try await require(device.privateKey() == nil, "no key", "one")
        },
        Check("ignores a peer with its own key") { device in
            let key = PrivateKey.generate()
            try await device.apply(
                DevicePlan(privateKey: .set(key), peers: [PeerChange(.add, key.publicKey)]))
            let state = try await device.state()
            try require(state.peers.isEmpty, "no peers", state.peers.count)
        },
    ]

    private static let peers = [
        Check("keeps all that a peer is configured with") { device in
            var peer = PeerConfiguration(presharedKey: .generate())
            peer.endpoint = .pinned(try Endpoint(parsing: "192.0.2.7:51821"))
            peer.persistentKeepalive = try PersistentKeepalive(seconds: 3600)
            peer.allowedIPs = [try prefix("10.10.0.7/32"), try prefix("fd00:10::/64"), try prefix("0.0.0.0/0")]
            var other = peer
            other.presharedKey = nil
            other.endpoint = .initial(try Endpoint(parsing: "[2001:db8::7]:51822"))
            other.allowedIPs = [try prefix("fd00:10:0:1::/64")]
            try await device.converge(
                to: DeviceConfiguration(
                    privateKey: .generate(), peers: [publicKey(1): peer, publicKey(2): other]))
        },
        Check("clears a preshared key and a keepalive that are not wanted any more") { device in
            var peer = PeerConfiguration(presharedKey: .generate())
            peer.persistentKeepalive = .netmaker
            try await device.converge(to: DeviceConfiguration(privateKey: nil, peers: [publicKey(1): peer]))
            try await device.converge(
                to: DeviceConfiguration(privateKey: nil, peers: [publicKey(1): PeerConfiguration()]))
        },
        Check("changes an endpoint and nothing else") { device in
            var peer = PeerConfiguration(presharedKey: .generate(), allowedIPs: [try prefix("10.10.0.7/32")])
            peer.endpoint = .pinned(try Endpoint(parsing: "192.0.2.7:51821"))
            try await device.converge(to: DeviceConfiguration(privateKey: nil, peers: [publicKey(1): peer]))
            peer.endpoint = .pinned(try Endpoint(parsing: "192.0.2.8:51822"))
            try await device.converge(to: DeviceConfiguration(privateKey: nil, peers: [publicKey(1): peer]))
        },
        Check("makes no peer by an update, and removes none that is not there") { device in
            try await device.apply(
                DevicePlan(peers: [
                    PeerChange(.update, publicKey(1), persistentKeepalive: .netmaker),
                    PeerChange(.remove, publicKey(2)),
                ]))
            let state = try await device.state()
            try require(state.peers.isEmpty, "no peers", state.peers.count)
        },
        Check("holds three hundred peers, and one with two thousand prefixes among them") { device in
            var peers: [PublicKey: PeerConfiguration] = [:]
            for number in 1...300 {
                let address = IPv4Address(rawValue: 0x0A0A_0000 + UInt32(number))
                peers[publicKey(number)] = PeerConfiguration(allowedIPs: [IPPrefix(host: .v4(address))])
            }
            let many = (0..<2000).map { IPPrefix(host: .v4(IPv4Address(rawValue: 0xC612_0000 + $0))) }
            peers[publicKey(150)]?.allowedIPs = AllowedIPs(many)
            try await device.converge(to: DeviceConfiguration(privateKey: nil, peers: peers))
            peers[publicKey(150)]?.allowedIPs = AllowedIPs(many.dropFirst())
            peers[publicKey(7)] = nil
            try await device.converge(to: DeviceConfiguration(privateKey: nil, peers: peers))
        },
    ]

    private static let allowedIPs = [
        Check("moves an allowed IP to the peer that it is given to") { device in
            let prefix = try prefix("10.10.0.1/32")
            try await device.apply(
                DevicePlan(peers: [
                    PeerChange(.add, publicKey(1), allowedIPs: .add([prefix])),
                    PeerChange(.add, publicKey(2), allowedIPs: .add([prefix])),
                ]))
            let state = try await device.state()
            let first = state.peers[publicKey(1)]?.allowedIPs
            try require(first == [], "none on the first", first)
            let second = state.peers[publicKey(2)]?.allowedIPs
            try require(second == [prefix], "one on the second", second)
        },
        Check("leaves an allowed IP with the peer that a plan gives it to, whichever step comes first") { device in
            let (prefix, other) = (try prefix("10.10.0.1/32"), try prefix("10.10.0.2/32"))
            for isFirst in [true, false] {
                try await device.converge(
                    to: DeviceConfiguration(
                        privateKey: nil,
                        peers: [
                            publicKey(1): PeerConfiguration(allowedIPs: [prefix, other]),
                            publicKey(2): PeerConfiguration(),
                        ]))
                let loss = PeerChange(.update, publicKey(1), allowedIPs: .remove([prefix]))
                let gain = PeerChange(.update, publicKey(2), allowedIPs: .add([prefix]))
                try await device.apply(DevicePlan(peers: isFirst ? [loss, gain] : [gain, loss]))
                let state = try await device.state()
                let first = state.peers[publicKey(1)]?.allowedIPs
                try require(first == [other], "the other on the first", first)
                let second = state.peers[publicKey(2)]?.allowedIPs
                try require(second == [prefix], "it on the second", second)
            }
        },
        Check("swaps the allowed IPs of two peers") { device in
            let prefixes = [try prefix("10.10.0.1/32"), try prefix("10.10.0.2/32")]
            for order in [prefixes, prefixes.reversed()] {
                try await device.converge(
                    to: DeviceConfiguration(
                        privateKey: nil,
                        peers: [
                            publicKey(1): PeerConfiguration(allowedIPs: [order[0]]),
                            publicKey(2): PeerConfiguration(allowedIPs: [order[1]]),
                        ]))
            }
        },
        Check("drops an allowed IP and keeps the others") { device in
            let prefixes = [try prefix("10.10.0.1/32"), try prefix("10.10.1.0/24"), try prefix("fd00:10::1/128")]
            for count in [3, 2, 1, 0] {
                try await device.converge(
                    to: DeviceConfiguration(
                        privateKey: nil,
                        peers: [publicKey(1): PeerConfiguration(allowedIPs: AllowedIPs(prefixes.prefix(count)))]))
            }
        },
    ]

    private static func prefix(_ text: String) throws -> IPPrefix { try IPPrefix(parsing: text) }

    /// A public key that stands for a number. Nobody has the private one; what has that form is a valid key.
    private static func publicKey(_ number: Int) -> PublicKey {
        var bytes = [UInt8](repeating: 0, count: 32)
        withUnsafeBytes(of: UInt32(number).bigEndian) { bytes.replaceSubrange(0..<4, with: $0) }
        bytes[31] = 1
        guard let key = try? PublicKey(bytes: bytes) else { preconditionFailure("32 bytes are a key") }
        return key
    }

    static func require<Value>(
        _ condition: Bool, _ wanted: String, _ actual: @autoclosure () -> Value
    ) throws(Nonconformance) {
        guard !condition else { return }
        throw Nonconformance("wanted \(wanted), came \(actual())")
    }
}

extension WireGuardDevice {
    /// Brings the device to what is wanted and checks that it is there, by what it reads and by there being nothing
    /// more to plan.
    func converge(to wanted: DeviceConfiguration) async throws {
        let now = Timestamp(millisecondsSince1970: 0)
        try await apply(DevicePlan(from: try await state(), to: wanted, now: now))
        let reached = try await state()
        if let mismatch = reached.mismatch(with: wanted) { throw Nonconformance(mismatch) }
        let rest = DevicePlan(from: reached, to: wanted, now: now)
        try DeviceConformance.require(rest.isEmpty, "nothing left to do", rest)
    }
}
