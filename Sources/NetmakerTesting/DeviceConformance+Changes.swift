import NetmakerCore
import NetmakerWG

extension DeviceConformance {
    /// What becomes of one setting when it, or another, changes.
    static let changes: [Check] = [
        Check("takes another preshared key for one, and none for one") { device in
            var peer = PeerConfiguration()
            for key in [PresharedKey.generate(), .generate(), nil, .generate()] {
                peer.presharedKey = key
                try await device.converge(to: configuration([1: peer, 2: PeerConfiguration()]))
            }
        },
        Check("takes an endpoint of IPv6 for one of IPv4, and of IPv4 for one of IPv6") { device in
            for text in ["192.0.2.7:51821", "[2001:db8::7]:1", "192.0.2.8:65535", "[::1]:51821", "[2001:db8::8]:51821"]
            {
                var peer = PeerConfiguration()
                peer.endpoint = .pinned(try Endpoint(parsing: text))
                try await device.converge(to: configuration([1: peer]))
            }
        },
        Check("keeps the endpoint of a peer of which none is wanted") { device in
            var peer = PeerConfiguration()
            peer.endpoint = .pinned(try Endpoint(parsing: "192.0.2.7:51821"))
            try await device.converge(to: configuration([1: peer]))
            peer.endpoint = nil
            try await device.converge(to: configuration([1: peer]))
            let endpoint = try await device.state().peers[Samples.publicKey(1)]?.endpoint
            try require(endpoint != nil, "the endpoint it had", endpoint)
        },
        Check("switches a keepalive on, to the longest there is, and off") { device in
            for seconds in [1, 65535, 0, 25, 0] {
                var peer = PeerConfiguration()
                peer.persistentKeepalive = try PersistentKeepalive(seconds: seconds)
                try await device.converge(to: configuration([1: peer]))
            }
        },
        Check("takes a mark of all ones, another, and none") { device in
            for mark: UInt32 in [.max, 1, 0] {
                try await device.converge(
                    to: DeviceConfiguration(privateKey: nil, firewallMark: FirewallMark(mark)))
            }
        },
        Check("keeps its peers when its own key changes, and when it goes") { device in
            let peer = PeerConfiguration(presharedKey: .generate(), allowedIPs: [try IPPrefix(parsing: "10.10.0.7/32")])
            for key in [PrivateKey.generate(), .generate(), nil] {
                try await device.converge(
                    to: DeviceConfiguration(privateKey: key, peers: [Samples.publicKey(1): peer]))
            }
        },
        Check("drops a peer when its own key becomes that peer's") { device in
            let key = PrivateKey.generate()
            try await device.apply(
                DevicePlan(peers: [PeerChange(.add, key.publicKey), PeerChange(.add, Samples.publicKey(1))]))
            try await device.apply(DevicePlan(privateKey: .set(key)))
            let peers = try await device.state().peers.keys
            try require(Array(peers) == [Samples.publicKey(1)], "the other peer alone", peers.map(\.description))
        },
        Check("makes a peer anew that was removed, with nothing of what it had") { device in
            var peer = PeerConfiguration(presharedKey: .generate(), allowedIPs: [try IPPrefix(parsing: "10.10.0.7/32")])
            peer.endpoint = .pinned(try Endpoint(parsing: "192.0.2.7:51821"))
            peer.persistentKeepalive = .netmaker
            try await device.converge(to: configuration([1: peer]))
            try await device.apply(
                DevicePlan(peers: [
                    PeerChange(.remove, Samples.publicKey(1)), PeerChange(.add, Samples.publicKey(1)),
                ]))
            let state = try await device.state()
            let mismatch = state.mismatch(with: configuration([1: PeerConfiguration()]))
            try require(mismatch == nil, "an empty peer", mismatch)
            let endpoint = state.peers[Samples.publicKey(1)]?.endpoint
            try require(endpoint == nil, "no endpoint", endpoint)
        },
        Check("lets everything go to one peer, then to another, and its parts to a third") { device in
            let everything = AllowedIPs([try IPPrefix(parsing: "0.0.0.0/0"), try IPPrefix(parsing: "::/0")])
            let halves = AllowedIPs(
                try ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"].map { try IPPrefix(parsing: $0) })
            let nothing: AllowedIPs = []
            for (first, second) in [(everything, nothing), (nothing, everything), (nothing, nothing)] {
                try await device.converge(
                    to: configuration([
                        1: PeerConfiguration(allowedIPs: first), 2: PeerConfiguration(allowedIPs: second),
                        3: PeerConfiguration(allowedIPs: halves),
                    ]))
            }
        },
        Check("is left as it is by a plan that was carried out already") { device in
            var peer = PeerConfiguration(presharedKey: .generate(), allowedIPs: [try IPPrefix(parsing: "10.10.0.0/16")])
            peer.endpoint = .pinned(try Endpoint(parsing: "192.0.2.7:51821"))
            let wanted = DeviceConfiguration(
                privateKey: .generate(), firewallMark: FirewallMark(7), peers: [Samples.publicKey(1): peer])
            let plan = DevicePlan(
                from: try await device.state(), to: wanted, now: Timestamp(millisecondsSince1970: 0))
            for _ in 0..<2 {
                try await device.apply(plan)
                let mismatch = try await device.state().mismatch(with: wanted)
                try require(mismatch == nil, "what is wanted", mismatch)
            }
        },
    ]

    private static func configuration(_ peers: [Int: PeerConfiguration]) -> DeviceConfiguration {
        DeviceConfiguration(
            privateKey: nil, peers: Dictionary(uniqueKeysWithValues: peers.map { (Samples.publicKey($0), $1) }))
    }
}
