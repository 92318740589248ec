import NetmakerWG
import Testing

/// Files as people have them, from the programs' own manuals and as other programs write them.
@Suite struct `Configuration files from elsewhere` {
    static let samples = [
        // wg(8)
        """
        [Interface]
        PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=
        ListenPort = 51820

        [Peer]
        PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
        Endpoint = 192.95.5.67:1234
        AllowedIPs = 10.192.122.3/32, 10.192.124.1/24

        [Peer]
        PublicKey = TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0=
        Endpoint = [2607:5300:60:6b0::c05f:543]:2468
        AllowedIPs = 10.192.122.4/32, 192.168.0.0/16

        [Peer]
        PublicKey = gN65BkIKy1eCE9pP1wdc8ROUtkHLF2PfAqYdyYBz6EA=
        Endpoint = test.wireguard.com:18981
        AllowedIPs = 10.10.10.230/32
        """,
        // wg-quick(8), with its commands that refuse what does not go through the tunnel
        """
        [Interface]
        Address = 10.200.100.8/24
        DNS = 10.200.100.1
        PrivateKey = oK56DE9Ue9zK76rAc8pBl6opph+1v36lm7cXXsQKrQM=
        PostUp = iptables -I OUTPUT ! -o %i -m mark ! --mark $(wg show %i fwmark) -m addrtype ! --dst-type LOCAL -j REJECT
        PreDown = iptables -D OUTPUT ! -o %i -m mark ! --mark $(wg show %i fwmark) -m addrtype ! --dst-type LOCAL -j REJECT

        [Peer]
        PublicKey = GtL7fZc/bLnqZldpVofMCD6hDjrK28SsdLxevJ+qtKU=
        PresharedKey = /UwcSPg38hW/D9Y3tcS1FOV0K1wuURMbS0sesJEP5ak=
        AllowedIPs = 0.0.0.0/0
        Endpoint = demo.wireguard.com:51820
        """,
        // wg-quick(8), a server
        """
        [Interface]
        Address = 10.192.122.1/24
        Address = 10.10.0.1/16
        SaveConfig = true
        PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=
        ListenPort = 51820

        [Peer]
        PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
        AllowedIPs = 10.192.122.3/32, 10.192.124.1/24
        """,
        // As a VPN provider's page gives it
        """
        [Interface]
        # Device: Brave Otter
        PrivateKey = oK56DE9Ue9zK76rAc8pBl6opph+1v36lm7cXXsQKrQM=
        Address = 10.64.12.7/32,fc00:bbbb:bbbb:bb01::1:c06/128
        DNS = 10.64.0.1

        [Peer]
        PublicKey = GtL7fZc/bLnqZldpVofMCD6hDjrK28SsdLxevJ+qtKU=
        AllowedIPs = 0.0.0.0/0,::0/0
        Endpoint = 192.0.2.66:51820
        """,
    ]

    @Test(arguments: samples) func `are read`(sample: String) throws {
        let file = try ConfigurationFile(parsing: sample)
        #expect(file.peers.count == sample.split(separator: "[Peer]").count - 1)
    }
}
