import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@Suite struct `Device plans` {
    private let name: InterfaceName
    private let one: PublicKey
    private let two: PublicKey
    private let three: PublicKey

    init() throws {
        name = try interface("nm-test")
        one = try publicKey(1)
        two = try publicKey(2)
        three = try publicKey(3)
    }

    private func plan(
        from peers: PeerTable<PeerState>, to wanted: [PublicKey: PeerConfiguration]
    ) -> DevicePlan {
        DevicePlan(
            from: DeviceState(interface: name, peers: peers),
            to: DeviceConfiguration(privateKey: nil, peers: wanted), now: .testNow)
    }

    @Test func `are empty when nothing differs`() throws {
        let peer = PeerState(
            presharedKey: .generate(), endpoint: try peerEndpoint("192.0.2.1:51821"), persistentKeepalive: .netmaker,
            allowedIPs: try allowedIPs("10.10.0.1/32"), lastHandshake: .ago(10), receivedBytes: 7, sentBytes: 8)
        let wanted = PeerConfiguration(
            presharedKey: peer.presharedKey, endpoint: .pinned(try endpoint("192.0.2.1:51821")),
            persistentKeepalive: .netmaker, allowedIPs: peer.allowedIPs)
        #expect(plan(from: [one: peer], to: [one: wanted]).isEmpty)
    }

    @Test func `set the device's own settings only where they differ`() throws {
        let key = PrivateKey.generate()
        let wanted = DeviceConfiguration(
            privateKey: key, listenPort: .netmaker, firewallMark: FirewallMark(0x6E6D_0001))
        let all = DevicePlan(from: DeviceState(interface: name), to: wanted, now: .testNow)
        #expect(!all.privateKey.isKeep)
        #expect(all.listenPort == .netmaker)
        #expect(all.firewallMark == .set(try #require(FirewallMark(0x6E6D_0001))))

        var state = DeviceState(interface: name)
        state.apply(all)
        #expect(DevicePlan(from: state, to: wanted, now: .testNow).isEmpty)
    }

    @Test func `leave a port alone that nobody asked for`() {
        let state = DeviceState(interface: name, listenPort: .netmaker)
        #expect(DevicePlan(from: state, to: DeviceConfiguration(privateKey: nil), now: .testNow).isEmpty)
    }

    @Test func `clear a key and a mark that are not wanted`() {
        let state = DeviceState(
            interface: name, publicKey: PrivateKey.generate().publicKey, firewallMark: FirewallMark(1))
        let plan = DevicePlan(from: state, to: DeviceConfiguration(privateKey: nil), now: .testNow)
        guard case .clear = plan.privateKey else {
            Issue.record("the key is kept")
            return
        }
        #expect(plan.firewallMark == .clear)
    }

    @Test func `touch only the peer that changed`() throws {
        let state: PeerTable<PeerState> = [
            one: PeerState(allowedIPs: try allowedIPs("10.10.0.1/32")),
            two: PeerState(allowedIPs: try allowedIPs("10.10.0.2/32")),
        ]
        let plan = plan(
            from: state,
            to: [
                one: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.1/32")),
                two: PeerConfiguration(
                    persistentKeepalive: .netmaker, allowedIPs: try allowedIPs("10.10.0.2/32")),
            ])
        #expect(plan.peers.map(\.publicKey) == [two])
        #expect(plan.peers[0].action == .update)
        #expect(plan.peers[0].allowedIPs == .keep)
        #expect(plan.peers[0].persistentKeepalive == .netmaker)
    }

    @Test func `clear a preshared key and a keepalive that have vanished`() throws {
        let plan = plan(
            from: [one: PeerState(presharedKey: .generate(), persistentKeepalive: .netmaker)],
            to: [one: PeerConfiguration()])
        guard case .clear = plan.peers.first?.presharedKey else {
            Issue.record("the preshared key is kept")
            return
        }
        #expect(plan.peers[0].persistentKeepalive == .off)
    }

    @Test func `move an allowed IP by giving it to its new owner`() throws {
        let plan = plan(
            from: [
                one: PeerState(allowedIPs: try allowedIPs("10.10.0.1/32", "192.0.2.0/24")),
                two: PeerState(allowedIPs: try allowedIPs("10.10.0.2/32")),
            ],
            to: [
                one: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.1/32")),
                two: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.2/32", "192.0.2.0/24")),
            ])
        #expect(plan.peers.map(\.publicKey) == [two])
        #expect(plan.peers[0].allowedIPs == .add(try allowedIPs("192.0.2.0/24")))
    }

    @Test func `take an allowed IP that nobody is to have, and leave the others alone`() throws {
        let plan = plan(
            from: [one: PeerState(allowedIPs: try allowedIPs("10.10.0.1/32", "198.51.100.0/24"))],
            to: [one: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.1/32"))])
        #expect(plan.peers.map(\.allowedIPs) == [.remove(try allowedIPs("198.51.100.0/24"))])
    }

    @Test func `replace all of a peer's allowed IPs when it keeps none, and nobody else has them then`() throws {
        let plan = plan(
            from: [
                one: PeerState(allowedIPs: try allowedIPs("10.10.0.1/32", "10.20.0.1/32")),
                two: PeerState(allowedIPs: try allowedIPs("10.10.0.2/32")),
            ],
            to: [
                one: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.9/32")),
                two: PeerConfiguration(),
            ])
        #expect(plan.peers.map(\.allowedIPs) == [.replace(try allowedIPs("10.10.0.9/32")), .replace([])])
    }

    @Test func `remove peers last, when others have what they had`() throws {
        let plan = plan(
            from: [
                one: PeerState(allowedIPs: try allowedIPs("10.10.0.1/32")),
                two: PeerState(allowedIPs: try allowedIPs("192.0.2.0/24")),
            ],
            to: [
                one: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.1/32")),
                three: PeerConfiguration(allowedIPs: try allowedIPs("192.0.2.0/24")),
            ])
        #expect(plan.peers.map(\.publicKey) == [three, two])
        #expect(plan.peers.map(\.action) == [.add, .remove])
    }

    @Test func `change each peer in one step, where they exchange and drop allowed IPs`() throws {
        let plan = plan(
            from: [
                one: PeerState(allowedIPs: try allowedIPs("10.10.0.1/32", "10.20.0.1/32")),
                two: PeerState(allowedIPs: try allowedIPs("10.10.0.2/32", "10.20.0.2/32")),
            ],
            to: [
                one: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.2/32")),
                two: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.1/32")),
            ])
        #expect(
            plan.peers.map(\.allowedIPs) == [
                .change(adding: try allowedIPs("10.10.0.2/32"), removing: try allowedIPs("10.20.0.1/32")),
                .change(adding: try allowedIPs("10.10.0.1/32"), removing: try allowedIPs("10.20.0.2/32")),
            ])
    }

    @Test func `take single allowed IPs by a peer made for it, where an implementation cannot otherwise`() throws {
        let plan = DevicePlan(
            listenPort: .netmaker,
            peers: [
                PeerChange(.update, one, allowedIPs: .remove(try allowedIPs("10.10.0.1/32"))),
                PeerChange(
                    .update, two,
                    allowedIPs: .change(
                        adding: try allowedIPs("10.10.0.2/32"), removing: try allowedIPs("10.20.0.2/32"))),
            ])
        let other = plan.removingAllowedIPs(by: three)
        #expect(other.listenPort == .netmaker)
        #expect(other.peers.map(\.publicKey) == [two, three, three])
        #expect(other.peers.map(\.action) == [.update, .add, .remove])
        #expect(
            other.peers.map(\.allowedIPs) == [
                .add(try allowedIPs("10.10.0.2/32")), .add(try allowedIPs("10.10.0.1/32", "10.20.0.2/32")), .keep,
            ])
    }

    @Test func `let all peers go at once when none of them stays`() throws {
        let state: PeerTable<PeerState> = [
            one: PeerState(allowedIPs: try allowedIPs("10.10.0.1/32")),
            two: PeerState(allowedIPs: try allowedIPs("10.10.0.2/32")),
        ]
        let emptying = plan(from: state, to: [:])
        #expect(emptying.formerPeers == .go)
        #expect(emptying.peers.isEmpty)
        #expect(!emptying.isEmpty)
        let exchanging = plan(from: state, to: [three: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.3/32"))])
        #expect(exchanging.formerPeers == .go)
        #expect(exchanging.peers.map(\.action) == [.add])
    }

    @Test func `let peers go one by one when what one of them has is to be another's`() throws {
        let plan = plan(
            from: [
                one: PeerState(allowedIPs: try allowedIPs("10.10.0.1/32")),
                two: PeerState(allowedIPs: try allowedIPs("10.10.0.2/32")),
            ],
            to: [three: PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.2/32"))])
        #expect(plan.formerPeers == .stay)
        #expect(plan.peers.map(\.action) == [.add, .remove, .remove])
    }

    @Test func `say how much of them a device has taken`() throws {
        let plan = DevicePlan(peers: [
            PeerChange(
                .add, one, presharedKey: .set(.generate()), endpoint: try peerEndpoint("192.0.2.1:51821"),
                persistentKeepalive: .netmaker, allowedIPs: .replace(try allowedIPs("10.10.0.1/32"))),
            PeerChange(.update, two, presharedKey: .clear, allowedIPs: .remove(try allowedIPs("10.10.0.2/32"))),
            PeerChange(.remove, three),
        ])
        var state = DeviceState(
            interface: name,
            peers: [
                two: PeerState(presharedKey: .generate(), allowedIPs: try allowedIPs("10.10.0.2/32")),
                three: PeerState(),
            ])
        #expect(plan.stepsInForce(in: state) == 0)
        for count in 1...3 {
            state.apply(DevicePlan(peers: Array(plan.peers[(count - 1)..<count])))
            #expect(plan.stepsInForce(in: state) == count)
        }
    }

    struct Roaming: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let handshake: Timestamp?
        let isPinned: Bool
        let isMoved: Bool
    }

    @Test(arguments: [
        Roaming(testDescription: "live: followed", handshake: .ago(179), isPinned: false, isMoved: false),
        Roaming(testDescription: "silent for too long: put back", handshake: .ago(180), isPinned: false, isMoved: true),
        Roaming(testDescription: "never heard of: put there", handshake: nil, isPinned: false, isMoved: true),
        Roaming(testDescription: "live and pinned: put back", handshake: .ago(1), isPinned: true, isMoved: true),
        Roaming(testDescription: "live by a clock set back", handshake: .ago(-9999), isPinned: false, isMoved: false),
    ])
    func `follow a live peer that roams`(roaming: Roaming) throws {
        let wanted = try endpoint("192.0.2.1:51821")
        let plan = plan(
            from: [one: PeerState(endpoint: try peerEndpoint("198.51.100.9:4711"), lastHandshake: roaming.handshake)],
            to: [one: PeerConfiguration(endpoint: roaming.isPinned ? .pinned(wanted) : .initial(wanted))])
        #expect(plan.peers.first?.endpoint?.endpoint == (roaming.isMoved ? wanted : nil))
    }

    @Test func `for some peers cost nothing for the others`() throws {
        let state = DeviceState(interface: name, peers: [one: PeerState(), two: PeerState()])
        let wanted = DeviceConfiguration(
            privateKey: nil, peers: [one: PeerConfiguration(persistentKeepalive: .netmaker)])
        let plan = DevicePlan(from: state, to: wanted, peers: [one], now: .testNow)
        #expect(plan.peers.map(\.publicKey) == [one])
    }
}

extension Update {
    fileprivate var isKeep: Bool {
        if case .keep = self { true } else { false }
    }
}
