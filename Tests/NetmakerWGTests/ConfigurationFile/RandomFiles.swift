import NetmakerCore
import NetmakerTesting
import NetmakerWG
import Testing

extension ConfigurationFile {
    /// The file's text, for tests.
    var textRevealingSecrets: String { withTextRevealingSecrets { String(decoding: $0, as: UTF8.self) } }

    /// A file by chance, with something of everything.
    static func random(using generator: inout SeededGenerator) throws -> ConfigurationFile {
        let privateKey = try PrivateKey(bytes: key(using: &generator))
        var interface = Interface(privateKey: Int.random(in: 0..<8, using: &generator) > 0 ? privateKey : nil)
        if Bool.random(using: &generator) { interface.listenPort = try port(using: &generator) }
        if Bool.random(using: &generator) {
            interface.firewallMark = FirewallMark(.random(in: 1 ... .max, using: &generator))
        }
        interface.addresses = try (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            let address = address(using: &generator)
            return try InterfaceAddress(
                address: address, prefixLength: .random(in: 0...address.bitWidth, using: &generator))
        }
        interface.nameServers = (0..<Int.random(in: 0...2, using: &generator)).map { _ in address(using: &generator) }
        interface.searchDomains = try ["corp.example.org", "~corp.example", "~.", "local"]
            .filter { _ in Bool.random(using: &generator) }.map { try SearchDomain(parsing: $0) }
        if Bool.random(using: &generator) { interface.mtu = try MTU(.random(in: 1280...65535, using: &generator)) }
        interface.table =
            [.automatic, .off, .number(RouteTable(rawValue: .random(in: 1 ... .max, using: &generator)))]
            .randomElement(using: &generator) ?? .off
        interface.onDown = Bool.random(using: &generator) ? .keepFile : .saveInterface
        interface.preUp = try commands(using: &generator)
        interface.postUp = try commands(using: &generator)
        interface.preDown = try commands(using: &generator)
        interface.postDown = try commands(using: &generator)

        var taken: Set<IPPrefix> = []
        let peers = try (0..<Int.random(in: 0...8, using: &generator)).map { _ in
            var peer = Peer(publicKey: try PublicKey(bytes: key(using: &generator)))
            if Bool.random(using: &generator) {
                peer.presharedKey = try PresharedKey(bytes: key(using: &generator))
            }
            let prefixes = try (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                let address = address(using: &generator)
                return try IPPrefix(containing: address, length: .random(in: 0...address.bitWidth, using: &generator))
            }
            peer.allowedIPs = AllowedIPs(Set(prefixes).filter { taken.insert($0).inserted })
            peer.endpoint = try endpoint(using: &generator)
            if Bool.random(using: &generator) {
                peer.persistentKeepalive = try PersistentKeepalive(seconds: .random(in: 0...65535, using: &generator))
            }
            return peer
        }
        return try ConfigurationFile(interface: interface, peers: peers)
    }

    private static func commands(using generator: inout SeededGenerator) throws -> [HookCommand] {
        let signs = Array("ab %i=\"'$(){}[];|&>\\\té€")
        return try (0..<Int.random(in: 0...2, using: &generator)).map { _ in
            let inner = (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                signs.randomElement(using: &generator) ?? "a"
            }
            return try HookCommand(parsing: "x\(String(inner))y")
        }
    }

    private static func endpoint(using generator: inout SeededGenerator) throws -> WrittenEndpoint? {
        let port = try port(using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return nil
        case 1: return .name(try HostName(parsing: "vpn-\(port).example.org"), port: port)
        case 2:
            let address = IPAddress.v6(IPv6Address(rawValue: 0xFE80 << 112 | UInt128(generator.next())))
            let scope = try InterfaceName(parsing: "eth0.7")
            return .scoped(try ScopedEndpoint(Endpoint(address: address, port: port), scope: scope))
        default: return .address(Endpoint(address: address(using: &generator), port: port))
        }
    }

    private static func key(using generator: inout SeededGenerator) -> [UInt8] {
        (0..<32).map { _ in .random(in: .min ... .max, using: &generator) }
    }

    private static func port(using generator: inout SeededGenerator) throws -> ListenPort {
        try ListenPort(.random(in: 1...65535, using: &generator))
    }

    private static func address(using generator: inout SeededGenerator) -> IPAddress {
        Bool.random(using: &generator)
            ? .v4(IPv4Address(rawValue: .random(in: 1 ... .max, using: &generator)))
            : .v6(IPv6Address(rawValue: UInt128(generator.next()) << 64 | UInt128(generator.next())))
    }

    /// The first thing that is different in another; nil when nothing is. Written without the code that writes files.
    func difference(from other: ConfigurationFile) -> String? {
        let one = interface
        let two = other.interface
        if one.privateKey?.base64RevealingSecret() != two.privateKey?.base64RevealingSecret() { return "key" }
        if one.listenPort != two.listenPort { return "port" }
        if one.firewallMark != two.firewallMark { return "mark" }
        if one.addresses != two.addresses { return "addresses" }
        if one.nameServers != two.nameServers { return "name servers" }
        if one.searchDomains != two.searchDomains { return "search domains" }
        if one.mtu != two.mtu { return "MTU" }
        if one.table != two.table { return "table" }
        if one.onDown != two.onDown { return "what happens when it is taken down" }
        if one.preUp != two.preUp || one.postUp != two.postUp { return "commands to bring it up" }
        if one.preDown != two.preDown || one.postDown != two.postDown { return "commands to take it down" }
        if peers.map(\.publicKey) != other.peers.map(\.publicKey) { return "peers" }
        for (one, two) in zip(peers, other.peers) {
            if one.allowedIPs != two.allowedIPs { return "allowed IPs of \(one.publicKey)" }
            if one.endpoint != two.endpoint { return "endpoint of \(one.publicKey)" }
            if one.persistentKeepalive != two.persistentKeepalive { return "keepalive of \(one.publicKey)" }
            if one.presharedKey?.base64RevealingSecret() != two.presharedKey?.base64RevealingSecret() {
                return "preshared key of \(one.publicKey)"
            }
        }
        return nil
    }
}

@Suite struct `Random configuration files` {
    @Test func `are the same when they are written and read`() throws {
        var generator = SeededGenerator(seed: 0x5147)
        for _ in 0..<1000 {
            let file = try ConfigurationFile.random(using: &generator)
            let again = try ConfigurationFile(parsing: file.textRevealingSecrets)
            #expect(again.difference(from: file) == nil)
            #expect(again.textRevealingSecrets == file.textRevealingSecrets)
        }
    }

    @Test func `with a byte changed are refused, or are others that come back`() throws {
        var generator = SeededGenerator(seed: 0x5148)
        var refused = 0
        for _ in 0..<1000 {
            let file = try ConfigurationFile.random(using: &generator)
            var bytes = Array(file.textRevealingSecrets.utf8)
            bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: .min ... .max, using: &generator)
            do {
                let other = try bytes.withUnsafeBytes { try ConfigurationFile(parsing: $0) }
                #expect(try ConfigurationFile(parsing: other.textRevealingSecrets).difference(from: other) == nil)
            } catch is ConfigurationFileError {
                refused += 1
            }
        }
        #expect(refused > 500)
    }
}
