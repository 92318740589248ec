import NetmakerCore
import NetmakerWG

/// The files that people write for `wg` and `wg-quick`.
extension FuzzTarget {
    static let configurationFile = FuzzTarget(
        "wg-quick",
        words: [
            "[Interface]", "[Peer]", "PrivateKey", "ListenPort", "FwMark", "Address", "DNS", "MTU", "Table", "PreUp",
            "PostUp", "PreDown", "PostDown", "SaveConfig", "PublicKey", "PresharedKey", "AllowedIPs", "Endpoint",
            "PersistentKeepalive", "off", "auto", "true", "%eth0]",
        ],
        seeds: {
            let minimal = "[interface]\r\nprivatekey=\(key)"
            let automatic = sample.replacing("Table = 51820\n", with: "")
            return [sample, automatic, minimal].map { Array($0.utf8) }
        },
        nearMisses: {
            [
                sample.replacing("[Peer]", with: "[Pear]"), sample.replacing("MTU", with: "MTÜ"),
                sample.replacing("nVg=", with: "nVh="), sample.replacing("10.10.0.7/32", with: "0.0.0.0/0"),
                sample.replacing("off", with: "of"), sample + "\n[Interface]\nPrivateKey = \(key)\n",
                sample.replacing("AllowedIPs", with: "Address"),
            ].map { Array($0.utf8) }
        },
        check: { input in
            do {
                let file = try input.withUnsafeBytes { try ConfigurationFile(parsing: $0) }
                try check(file)
                try check(file.stripped)
                return .taken
            } catch let error as ConfigurationFileError {
                try ErrorText.check(error.description)
                try require(!error.remedy.isEmpty, "no remedy in \(error.message.debugDescription)")
                try require(error.line.map { $0 > 0 } ?? true, "line \(error.line ?? 0)")
                return .refused
            }
        })

    /// What was read is written, and read again, and is the same; it becomes a device in which nobody claims another's.
    private static func check(_ file: ConfigurationFile) throws {
        let written = file.withTextRevealingSecrets { Array($0) }
        let again: ConfigurationFile
        do {
            again = try written.withUnsafeBytes { try ConfigurationFile(parsing: $0) }
        } catch {
            throw Broken("what was written is not read: \(error)")
        }
        try require(again.withTextRevealingSecrets { Array($0) } == written, "the file changes")
        try checkRoutes(file)
        do {
            let device = try DeviceConfiguration(file)
            try require(device.conflicts.isEmpty, "peers claim what is another's")
            try require(file.hostNames.isEmpty, "a name is an address")
        } catch let error as ConfigurationFileError {
            try require(error.code == .unresolvedName && !(file.hostNames.isEmpty && file.scopes.isEmpty), "\(error)")
        }
    }

    /// No route to everywhere leads the tunnel's own packets into it, unless the file itself names the table.
    private static func checkRoutes(_ file: ConfigurationFile) throws {
        let address = try IPAddress(parsing: "192.0.2.7")
        let addresses = Dictionary(uniqueKeysWithValues: file.hostNames.map { ($0, address) })
        let scopes = Dictionary(uniqueKeysWithValues: file.scopes.map { ($0, UInt32(2)) })
        let link = try LinkConfiguration(file, addresses: addresses)
        let device = try DeviceConfiguration(file, addresses: addresses, scopes: scopes)
        try require(link.rules.isEmpty || device.firewallMark == link.mark, "the tunnel's packets do not bear its mark")
        guard file.interface.table == .automatic else { return }
        for route in link.routes where [0, 253, 254, 255].contains(route.table.rawValue) {
            try require(route.destination.length > 0, "\(route) leads the tunnel into itself")
        }
    }

    private static let key = "OAbnBx7LTqbbfjFLPv6NCO9yOGyhfvW5q0t0fxG9nVg="

    private static let sample = """
        # everything
        [Interface]
        Address = 10.10.0.1/24, fd00:10::1/64
        Address = 10.11.0.1
        DNS = 192.0.2.53, 2001:db8::53, corp.example.org, ~.
        MTU = 1380
        Table = 51820
        PreUp = true
        PostUp = iptables -A FORWARD -i %i -j ACCEPT; echo "up" >/run/up
        PreDown = true
        PostDown = ip rule delete table 4711 || true
        SaveConfig = true
        ListenPort = 51821
        FwMark = 0xca6c
        PrivateKey = \(key)

        [Peer] # the harbor
        PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
        PresharedKey = /UwcSPg38hW/D9Y3tcS1FOV0K1wuURMbS0sesJEP5ak=
        Endpoint = 192.0.2.7:51820
        AllowedIPs = 10.10.0.7/32, fd00:10::7
        PersistentKeepalive = 25

        [Peer]
        PublicKey = TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=
        Endpoint = [fe80::7%eth0]:51820
        AllowedIPs = 0.0.0.0/0
        AllowedIPs = ::/0
        PersistentKeepalive = off

        [Peer]
        PublicKey = gN65BkIKy1eCE9pP1wdc8ROUtkHLF2PfAqYdyYBz6EA=
        Endpoint = vpn.example.org:18981

        """
}
