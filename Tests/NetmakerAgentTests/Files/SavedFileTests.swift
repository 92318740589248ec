import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

@testable import NetmakerAgent

@Suite struct `A saved map` {
    private func saved() throws -> SavedMap {
        let node = Samples.node(1)
        var peer = Samples.node(2)
        peer.observedIPv4 = try IPv4Address(parsing: "203.0.113.2")
        peer.pinnedEndpoint = try Endpoint(parsing: "[2001:db8::2]:4000")
        peer.localAddresses = [try InterfaceAddress(parsing: "192.168.1.2/24")]
        return SavedMap(
            index: NetworkIndex(besides: []), configuration: NodeConfiguration(of: node, in: Samples.network()),
            map: PeerMap(
                epoch: Epoch(rawValue: 7), revision: Revision(12),
                peers: [
                    PeerRecord(peer), PeerRecord(Samples.gateway(3), clients: [ClientName(Samples.client(1))]),
                ]),
            serverTime: Samples.time)
    }

    @Test func `reads back what was written`() throws {
        let saved = try saved()
        let again = try SavedMap(decoding: saved.encoded())
        #expect(again.map == saved.map)
        #expect(again.map?.digest == saved.map?.digest)
        #expect(again.configuration == saved.configuration)
        #expect(again.index == saved.index)
        #expect(again.serverTime == saved.serverTime)
    }

    @Test func `says its version and checksum in its first line`() throws {
        let line = try saved().encoded().prefix { $0 != UInt8(ascii: "\n") }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        #expect(words.dropLast() == ["netmap", "2", "sha256"])
        #expect(words.last?.count == 64)
    }

    @Test func `is refused when it was cut anywhere`() throws {
        let bytes = try saved().encoded()
        for count in bytes.indices {
            #expect(throws: (any Error).self) { try SavedMap(decoding: Array(bytes.prefix(count))) }
        }
    }

    @Test func `is refused when any byte of it changed`() throws {
        let bytes = try saved().encoded()
        for index in bytes.indices {
            // The bit moves along, so that every one of a byte has its turn.
            var damaged = bytes
            damaged[index] ^= 1 << UInt8(index % 8)
            #expect(throws: (any Error).self, "byte \(index)") { try SavedMap(decoding: damaged) }
        }
    }

    @Test func `is refused when a later release wrote it`() throws {
        var text = String(decoding: try saved().encoded(), as: UTF8.self)
        text = "netmap 3" + text.dropFirst("netmap 2".count)
        #expect(throws: SavedFileError.unknownVersion(3)) { try SavedMap(decoding: Array(text.utf8)) }
    }
}

@Suite struct `A network's index` {
    @Test func `is the lowest that no other network has`() {
        let first = NetworkIndex(besides: [])
        let second = NetworkIndex(besides: [first])
        #expect([first.rawValue, second.rawValue] == [1, 2])
        #expect(NetworkIndex(besides: [second]) == first)
    }

    @Test func `makes the mark by which the network's packets are known`() {
        #expect(NetworkIndex(5)?.firewallMark?.rawValue == 0x6E6D_0005)
    }
}

@Suite struct `A credential` {
    private func credential() throws -> Credential {
        Credential(
            network: Samples.networkName(), node: Samples.nodeID(1), server: ServerID(rawValue: 9),
            address: try ServerAddress(parsing: "vpn.example.org:50051"), api: nil,
            pins: [CertificatePin(subjectPublicKeyInfo: [1])], identity: .generate(),
            interface: .default(for: Samples.networkName()), listenPort: .netmaker, joinedAt: Samples.time)
    }

    @Test func `reads back what was written`() throws {
        let credential = try credential()
        let again = try Credential(decoding: credential.encodedRevealingSecret())
        #expect(again.identity.identityKey == credential.identity.identityKey)
        #expect(again.node == credential.node)
        #expect(again.server == credential.server)
        #expect(again.address == credential.address)
        #expect(again.pins == credential.pins)
        #expect(again.listenPort == credential.listenPort)
    }

    @Test func `prints no secret`() throws {
        let credential = try credential()
        var text = ""
        dump(credential, to: &text)
        #expect(!"\(credential)\(text)".contains(credential.identity.base64RevealingSecret()))
    }
}
