import NetmakerCore
import NetmakerWG
import Testing

@Suite struct `Device configurations` {
    @Test func `give a prefix that several peers claim to the lowest key, and tell`() throws {
        let prefix = try prefix("10.10.0.1/32")
        let peer = PeerConfiguration(allowedIPs: [prefix])
        let configuration = DeviceConfiguration(
            privateKey: nil, peers: [try publicKey(3): peer, try publicKey(1): peer, try publicKey(2): peer])
        #expect(configuration.peers[try publicKey(1)]?.allowedIPs == [prefix])
        #expect(configuration.peers[try publicKey(2)]?.allowedIPs == [])
        #expect(configuration.peers[try publicKey(3)]?.allowedIPs == [])
        #expect(configuration.conflicts.map(\.loser) == [try publicKey(2), try publicKey(3)])
        #expect(configuration.conflicts.allSatisfy { $0.prefix == prefix })
    }

    @Test func `let prefixes of different length lie in each other`() throws {
        let configuration = DeviceConfiguration(
            privateKey: nil,
            peers: [
                try publicKey(1): PeerConfiguration(allowedIPs: try allowedIPs("10.0.0.0/8")),
                try publicKey(2): PeerConfiguration(allowedIPs: try allowedIPs("10.10.0.0/16")),
            ])
        #expect(configuration.conflicts.isEmpty)
    }

    @Test func `leave out a peer that is the device itself`() {
        let key = PrivateKey.generate()
        let configuration = DeviceConfiguration(privateKey: key, peers: [key.publicKey: PeerConfiguration()])
        #expect(configuration.peers.isEmpty)
    }
}

@Suite struct `Allowed IPs` {
    @Test func `are a set, whatever order they come in`() throws {
        let one = try allowedIPs("10.10.0.2/32", "10.10.0.1/32", "10.10.0.2/32")
        let other = try allowedIPs("10.10.0.1/32", "10.10.0.2/32")
        #expect(one == other)
        #expect(one.count == 2)
    }

    @Test func `add, subtract and remove as a set does`() throws {
        var some = try allowedIPs("10.10.0.1/32")
        some.formUnion(try allowedIPs("10.10.0.2/32", "10.10.0.1/32"))
        #expect(some == (try allowedIPs("10.10.0.1/32", "10.10.0.2/32")))
        #expect(some.subtracting(try allowedIPs("10.10.0.1/32")) == (try allowedIPs("10.10.0.2/32")))
        #expect(some.remove(try prefix("10.10.0.1/32")))
        #expect(!some.remove(try prefix("10.10.0.1/32")))
        #expect(some.description == "10.10.0.2/32")
    }
}
