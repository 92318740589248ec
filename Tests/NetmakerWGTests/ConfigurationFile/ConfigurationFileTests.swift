import NetmakerCore
import NetmakerWG
import Testing

@Suite struct `A configuration file` {
    private func file(_ text: String) throws -> ConfigurationFile { try ConfigurationFile(parsing: text) }

    private static let key = "yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk="
    private static let interface = "[Interface]\nPrivateKey = \(key)\n"
    private static let peer = "[Peer]\nPublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=\n"

    @Test func `is read with all that wg and wg-quick know`() throws {
        let file = try file(
            """
            # The harbor.
            [Interface]
            Address = 10.10.0.1/24, fd00:10::1/64 # two
            Address = 10.11.0.1
            DNS = 192.0.2.53, corp.example.org
            DNS = 2001:db8::53, ~.
            MTU = 1380
            Table = 4711
            PreUp = first
            PreUp = second %i
            PostUp = iptables -A FORWARD -i %i -j ACCEPT; a=b
            PreDown = third
            PostDown = fourth
            SaveConfig = true
            ListenPort = 51821
            FwMark = 0xca6c
            PrivateKey = \(Self.key)

            [Peer]
            PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
            PresharedKey = /UwcSPg38hW/D9Y3tcS1FOV0K1wuURMbS0sesJEP5ak=
            AllowedIPs = 10.10.0.7/24, 10.12.0.0/16
            AllowedIPs = fd00:10::7
            Endpoint = vpn.example.org:51820
            PersistentKeepalive = 25

            [Peer]
            PublicKey = TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=
            Endpoint = [fe80::7%eth0]:51820
            PersistentKeepalive = off
            """)
        let interface = file.interface
        #expect(interface.privateKey?.base64RevealingSecret() == Self.key)
        #expect(interface.listenPort == .netmaker)
        #expect(interface.firewallMark == FirewallMark(0xCA6C))
        #expect(
            try interface.addresses == [
                address("10.10.0.1/24"), address("fd00:10::1/64"), address("10.11.0.1/32"),
            ])
        #expect(
            try interface.nameServers == [IPAddress(parsing: "192.0.2.53"), IPAddress(parsing: "2001:db8::53")])
        #expect(interface.searchDomains.map(\.description) == ["corp.example.org", "~."])
        #expect(interface.mtu?.rawValue == 1380)
        #expect(interface.table == .number(RouteTable(rawValue: 4711)))
        #expect(interface.preUp.map(\.description) == ["first", "second %i"])
        #expect(interface.postUp.map(\.description) == ["iptables -A FORWARD -i %i -j ACCEPT; a=b"])
        #expect(interface.preDown.map(\.description) == ["third"])
        #expect(interface.postDown.map(\.description) == ["fourth"])
        #expect(interface.onDown == .saveInterface)

        #expect(file.peers.count == 2)
        let peer = file.peers[0]
        #expect(peer.publicKey.description == "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=")
        #expect(peer.presharedKey?.base64RevealingSecret() == "/UwcSPg38hW/D9Y3tcS1FOV0K1wuURMbS0sesJEP5ak=")
        // Host bits are dropped, as WireGuard does.
        #expect(peer.allowedIPs == (try allowedIPs("10.10.0.0/24", "10.12.0.0/16", "fd00:10::7/128")))
        #expect(peer.endpoint?.description == "vpn.example.org:51820")
        #expect(peer.persistentKeepalive.seconds == 25)
        #expect(file.peers[1].presharedKey == nil)
        let onLink = try ScopedEndpoint(endpoint("[fe80::7]:51820"), scope: interfaceName("eth0"))
        #expect(file.peers[1].endpoint == .scoped(onLink))
        #expect(file.peers[1].persistentKeepalive == .off)
    }

    @Test(arguments: ["192.0.2.1:51820", "169.254.0.1:51820", "[2001:db8::1]:51820"])
    func `has no interface beside an address that needs none`(endpoint: String) throws {
        let eth0 = try interfaceName("eth0")
        let error = #expect(throws: ModelError.self) {
            try ScopedEndpoint(NetmakerWGTests.endpoint(endpoint), scope: eth0)
        }
        #expect(error?.field == "endpoint")
        #expect(error?.remedy.contains("eth0") == true)
    }

    private func interfaceName(_ text: String) throws -> InterfaceName { try InterfaceName(parsing: text) }

    @Test func `may be written in any case, with any white space, from Windows, and in any order`() throws {
        let text =
            "\r\n\t[peer]\r\npublicKEY=xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=#me\r\n"
            + "persistentkeepalive = OFF\r\n [INTERFACE] \r\n PRIVATEKEY\t=\t\(Self.key) \r\nfwmark = Off\r\n"
            + "saveconfig = FALSE\r\nListenPort = 0"
        let file = try file(text)
        #expect(file.interface.privateKey?.base64RevealingSecret() == Self.key)
        #expect(file.interface.firewallMark == nil)
        #expect(file.interface.listenPort == nil)
        #expect(file.interface.onDown == .keepFile)
        #expect(file.peers.count == 1)
    }

    @Test func `may leave the key to a command, and to whoever makes a device of it`() throws {
        let text = "[Interface]\nPostUp = wg set %i private-key /etc/wireguard/%i.key\n"
        var file = try file(text + Self.peer)
        #expect(file.interface.privateKey == nil)
        #expect(try DeviceConfiguration(file).publicKey == nil)
        #expect(try ConfigurationFile(parsing: file.textRevealingSecrets).interface.privateKey == nil)
        // Neither does wg showconf show one of a device that has none.
        #expect(try ConfigurationFile(parsing: file.stripped.textRevealingSecrets).interface.privateKey == nil)
        let key = PrivateKey.generate()
        file.interface.privateKey = key
        #expect(try DeviceConfiguration(file).publicKey == key.publicKey)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        let code: ConfigurationFileError.Code
        let line: Int?
        var key: String?
        let text: String

        var testDescription: String { "\(code): \(text.suffix(60))" }
    }

    @Test(arguments: [
        Fault(code: .missing, line: nil, text: ""),
        Fault(code: .missing, line: nil, text: "# nothing\n"),
        Fault(code: .missing, line: 4, key: "PublicKey", text: interface + "\n[Peer]\nAllowedIPs = 10.0.0.1\n"),
        Fault(code: .duplicate, line: 3, text: interface + interface),
        Fault(code: .duplicate, line: 3, key: "PrivateKey", text: interface + "PrivateKey = \(key)\n"),
        Fault(code: .duplicate, line: 4, key: "MTU", text: interface + "MTU = 1400\nmtu = 1400\n"),
        Fault(code: .duplicate, line: 5, key: "PublicKey", text: interface + peer + peer),
        Fault(
            code: .duplicate, line: 7, key: "AllowedIPs",
            text: interface + peer + "AllowedIPs = 10.0.0.0/8\n[Peer]\nAllowedIPs = 10.1.2.3/8\n"
                + "PublicKey = TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=\n"),
        Fault(code: .unknownSection, line: 3, text: interface + "[Pear]\n"),
        Fault(code: .unknownSection, line: 3, text: interface + "[ Peer ]\n"),
        Fault(code: .unknownKey, line: 3, text: interface + "Adress = 10.0.0.1\n"),
        Fault(code: .unknownKey, line: 3, text: interface + "Private Key = \(key)\n"),
        Fault(code: .misplacedKey, line: 1, key: "PrivateKey", text: "PrivateKey = \(key)\n"),
        Fault(code: .misplacedKey, line: 5, key: "Address", text: interface + peer + "Address = 10.0.0.1\n"),
        Fault(code: .misplacedKey, line: 3, key: "AllowedIPs", text: interface + "AllowedIPs = 10.0.0.1\n"),
        Fault(code: .malformedLine, line: 3, text: interface + "nonsense\n"),
        Fault(code: .malformedLine, line: 3, text: interface + "; comment\n"),
        Fault(code: .malformedLine, line: 3, text: interface + "PostUp = a\u{0}b\n"),
        Fault(code: .invalidValue, line: 3, key: "PostUp", text: interface + "PostUp = # nothing\n"),
        Fault(code: .invalidValue, line: 3, key: "ListenPort", text: interface + "ListenPort = 65536\n"),
        Fault(code: .invalidValue, line: 3, key: "ListenPort", text: interface + "ListenPort = ssh\n"),
        Fault(code: .invalidValue, line: 3, key: "FwMark", text: interface + "FwMark = 0x100000000\n"),
        Fault(code: .invalidValue, line: 3, key: "FwMark", text: interface + "FwMark = +1\n"),
        Fault(code: .invalidValue, line: 3, key: "MTU", text: interface + "MTU = 1279\n"),
        Fault(code: .invalidValue, line: 3, key: "Table", text: interface + "Table = main\n"),
        Fault(code: .invalidValue, line: 3, key: "SaveConfig", text: interface + "SaveConfig = yes\n"),
        Fault(code: .invalidValue, line: 3, key: "Address", text: interface + "Address = 10.0.0.1/33\n"),
        Fault(code: .invalidValue, line: 3, key: "Address", text: interface + "Address = 10.0.0.1 10.0.0.2\n"),
        Fault(code: .invalidValue, line: 3, key: "DNS", text: interface + "DNS = 192.0.2.53,\n"),
        Fault(code: .invalidValue, line: 3, key: "DNS", text: interface + "DNS = 192.0.2\n"),
        Fault(code: .invalidValue, line: 5, key: "Endpoint", text: interface + peer + "Endpoint = 192.0.2.1\n"),
        Fault(code: .invalidValue, line: 5, key: "AllowedIPs", text: interface + peer + "AllowedIPs =\n"),
        Fault(code: .invalidValue, line: 5, key: "AllowedIPs", text: interface + peer + "AllowedIPs = -10.0.0.0/8\n"),
        Fault(code: .invalidValue, line: 5, key: "AllowedIPs", text: interface + peer + "AllowedIPs = 10.0.0.0/08\n"),
        Fault(
            code: .invalidValue, line: 5, key: "PersistentKeepalive",
            text: interface + peer + "PersistentKeepalive = 65536\n"),
    ])
    func `is refused with the line, the key and a remedy`(fault: Fault) {
        let error = #expect(throws: ConfigurationFileError.self) { try file(fault.text) }
        #expect(error?.code == fault.code)
        #expect(error?.line == fault.line)
        #expect(error?.key == fault.key)
        #expect(error?.remedy.isEmpty == false)
    }

    @Test(arguments: ["PrivateKey = ", "PresharedKey = ", "PublicKey = "])
    func `never has a key in an error`(line: String) throws {
        for secret in [String(Self.key.dropLast()), Self.key + Self.key, Self.key.replacing("=", with: "A")] {
            let text = (Self.interface + Self.peer + (line.hasPrefix("Preshared") ? "\(line)\(Self.key)\n" : ""))
                .replacing(try Regex("\(line).*"), with: "\(line)\(secret)")
            let error = #expect(throws: ConfigurationFileError.self) { try file(text) }
            #expect(error?.code == .invalidValue)
            #expect(error?.description.contains(secret.prefix(12)) == false)
        }
        let misplaced = #expect(throws: ConfigurationFileError.self) { try file("\(Self.key)") }
        #expect(misplaced?.description.contains(Self.key.prefix(12)) == false)
    }

    @Test func `prints none of what it holds`() throws {
        let file = try file(Self.interface + Self.peer)
        var dumped = ""
        dump(file, to: &dumped)
        dump(file.interface, to: &dumped)
        #expect(!"\(file) \(file.interface) \(dumped)".contains(Self.key.prefix(12)))
    }

    @Test func `has no peer twice, and no prefix at two peers, however it is made`() throws {
        let interface = ConfigurationFile.Interface(privateKey: .generate())
        let one = ConfigurationFile.Peer(publicKey: try publicKey(1), allowedIPs: try allowedIPs("10.0.0.0/8"))
        var two = ConfigurationFile.Peer(publicKey: try publicKey(2), allowedIPs: try allowedIPs("10.0.0.0/8"))
        #expect(throws: ConfigurationFileError.self) { try ConfigurationFile(interface: interface, peers: [one, two]) }
        two.allowedIPs = try allowedIPs("10.0.0.0/9")
        #expect(try ConfigurationFile(interface: interface, peers: [one, two]).peers.count == 2)
        #expect(throws: ConfigurationFileError.self) { try ConfigurationFile(interface: interface, peers: [one, one]) }
    }

    @Test func `becomes a device, once somebody has looked up its names`() throws {
        let file = try file(
            Self.interface + "ListenPort = 51821\nFwMark = 7\n" + Self.peer
                + "Endpoint = vpn.example.org:4711\nAllowedIPs = 10.0.0.0/8\nPersistentKeepalive = 25\n")
        let name = try HostName(parsing: "vpn.example.org")
        #expect(file.hostNames == [name])
        let error = #expect(throws: ConfigurationFileError.self) { try DeviceConfiguration(file) }
        #expect(error?.code == .unresolvedName)
        #expect(error?.message.contains("vpn.example.org") == true)

        let device = try DeviceConfiguration(file, addresses: [name: IPAddress(parsing: "192.0.2.7")])
        #expect(device.publicKey == file.interface.privateKey?.publicKey)
        #expect(device.listenPort == .netmaker)
        #expect(device.firewallMark == FirewallMark(7))
        let peer = try #require(device.peers[file.peers[0].publicKey])
        #expect(peer.endpoint == .initial(try endpoint("192.0.2.7:4711")))
        #expect(peer.persistentKeepalive.seconds == 25)
        #expect(peer.allowedIPs == (try allowedIPs("10.0.0.0/8")))
    }

    @Test func `becomes a device, once somebody has numbered its links`() throws {
        let file = try file(Self.interface + Self.peer + "Endpoint = [fe80::7%eth0]:4711\n")
        let eth0 = try interfaceName("eth0")
        #expect(file.scopes == [eth0])
        #expect(throws: ConfigurationFileError.self) { try DeviceConfiguration(file) }
        let device = try DeviceConfiguration(file, scopes: [eth0: 2])
        #expect(device.peers.values.first?.endpoint == .initial(try peerEndpoint("[fe80::7]:4711", scope: 2)))
        let numbered = try self.file(Self.interface + Self.peer + "Endpoint = [fe80::7%2]:4711\n")
        let same = try DeviceConfiguration(numbered)
        #expect(same.peers.values.first?.endpoint == device.peers.values.first?.endpoint)
    }

    @Test func `is made of a device and its link as they are`() throws {
        let key = PrivateKey.generate()
        var device = DeviceState(interface: try NetmakerWGTests.interface("nm-a"), publicKey: key.publicKey)
        device.listenPort = .netmaker
        device.firewallMark = FirewallMark(7)
        device.peers[try publicKey(1)] = PeerState(
            presharedKey: .generate(), endpoint: try peerEndpoint("192.0.2.7:1"), persistentKeepalive: .netmaker,
            allowedIPs: try allowedIPs("10.0.0.0/8"))
        let link = LinkState(
            interface: device.interface, mtu: 1380, addresses: [try address("10.10.0.1/24"), try address("fe80::1/64")])
        let file = ConfigurationFile(device, privateKey: key, link: link)
        #expect(file.interface.addresses == [try address("10.10.0.1/24")])
        #expect(file.interface.mtu?.rawValue == 1380)
        // A device that has all of the file needs nothing more.
        let wanted = try DeviceConfiguration(file)
        #expect(DevicePlan(from: device, to: wanted, now: .testNow).isEmpty)
    }
}
