import NetmakerCore
import NetmakerWG
import Testing

@Suite struct `The routes of a configuration file` {
    private static let interface = "[Interface]\nPrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=\n"
    private static let peer = "[Peer]\nPublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=\n"

    private func file(_ interface: String, _ peer: String) throws -> ConfigurationFile {
        try ConfigurationFile(parsing: "\(Self.interface)\(interface)\n\(Self.peer)\(peer)\n")
    }

    private func routing(of network: String, mark: UInt32, table: UInt32) throws -> TunnelRouting {
        try TunnelRouting(
            of: [try prefix(network)], mark: #require(FirewallMark(mark)),
            in: RouteTable(rawValue: table))
    }

    @Test func `stand in the main table, but for what an address of the interface leads to`() throws {
        let file = try file(
            "Address = 10.10.0.1/24\nMTU = 1400",
            "AllowedIPs = 10.10.0.7/32, 10.20.0.0/16, fd00:20::/64\nEndpoint = 192.0.2.7:51820")
        let link = try LinkConfiguration(file)
        #expect(link.mtu.rawValue == 1400)
        #expect(link.addresses == [try address("10.10.0.1/24")])
        #expect(try link.routes == [route("10.20.0.0/16"), route("fd00:20::/64")])
        #expect(link.rules.isEmpty)
        #expect(link.mark == nil)
        #expect(try DeviceConfiguration(file).firewallMark == nil)
    }

    @Test(arguments: [
        "0.0.0.0/0", "::/0", "0.0.0.0/1, 128.0.0.0/1", "::/1, 8000::/1", "128.0.0.0/1", "192.0.2.0/24", "192.0.2.7/32",
    ])
    func `stand in a table of their own, all of them, where they would lead the tunnel into itself`(
        allowed: String
    ) throws {
        let file = try file(
            "Address = 10.10.0.1/24", "AllowedIPs = 10.10.0.7, 10.20.0.0/16, \(allowed)\nEndpoint = 192.0.2.7:51820")
        let link = try LinkConfiguration(file)
        let prefixes = try allowed.split(separator: ", ").map { try prefix(String($0)) } + [prefix("10.20.0.0/16")]
        let routing = try TunnelRouting(of: prefixes, mark: .wgQuick)
        #expect(link.routes == routing.routes)
        #expect(link.rules == routing.rules)
        #expect(link.mark == .wgQuick)
        #expect(try DeviceConfiguration(file).firewallMark == .wgQuick)
    }

    @Test func `depend on what a name stands for`() throws {
        let file = try file("", "AllowedIPs = 192.0.2.0/24\nEndpoint = vpn.example.org:51820")
        let name = try HostName(parsing: "vpn.example.org")
        for (address, mark) in [("192.0.2.7", FirewallMark.wgQuick), ("198.51.100.7", nil)] {
            let addresses = [name: try IPAddress(parsing: address)]
            #expect(try LinkConfiguration(file, addresses: addresses).mark == mark)
            #expect(try DeviceConfiguration(file, addresses: addresses).firewallMark == mark)
        }
        let error = #expect(throws: ConfigurationFileError.self) { try LinkConfiguration(file) }
        #expect(error?.code == .unresolvedName)
        // What goes there in any case does not depend on it.
        let everything = try self.file("", "AllowedIPs = 0.0.0.0/0\nEndpoint = vpn.example.org:51820")
        #expect(try LinkConfiguration(everything).mark == .wgQuick)
    }

    @Test func `go by the file's mark, and by a table of wg-quick's where that is one of the kernel's`() throws {
        for (mark, table) in [(7, 7), (253, 51820), (254, 51820), (255, 51820)] as [(UInt32, UInt32)] {
            let file = try file("FwMark = \(mark)", "AllowedIPs = ::/0")
            let link = try LinkConfiguration(file)
            let routing = try routing(of: "::/0", mark: mark, table: table)
            #expect(link.routes == routing.routes)
            #expect(link.rules == routing.rules)
            #expect(try DeviceConfiguration(file).firewallMark == FirewallMark(mark))
        }
        // Rules of the time when it led everything there are its own to remove.
        #expect(try LinkConfiguration(file("FwMark = 7", "AllowedIPs = 10.20.0.0/16")).mark == FirewallMark(7))
    }

    @Test func `are what the file says, and none, where it names their table`() throws {
        let allowed = "AllowedIPs = 10.10.0.7/32, 10.20.0.0/16, ::/0\nEndpoint = vpn.example.org:51820"
        let off = try LinkConfiguration(file("Address = 10.10.0.1/24\nTable = off", allowed))
        #expect(off.routes.isEmpty && off.rules.isEmpty)
        #expect(off.mtu == .wireGuard)
        for number: UInt32 in [9, 254] {
            let table = RouteTable(rawValue: number)
            let file = try file("Address = 10.10.0.1/24\nTable = \(number)", allowed)
            let link = try LinkConfiguration(file)
            #expect(
                try link.routes == [
                    route("10.10.0.7/32", table: table), route("10.20.0.0/16", table: table),
                    route("::/0", table: table),
                ])
            #expect(link.rules.isEmpty)
            let name = try HostName(parsing: "vpn.example.org")
            let device = try DeviceConfiguration(file, addresses: [name: IPAddress(parsing: "2001:db8::7")])
            #expect(device.firewallMark == nil)
        }
    }

    @Test func `to everywhere are not taken for those of an address without a length`() throws {
        // An IPv4 address with a length of 0 gets no route from the kernel.
        let link = try LinkConfiguration(file("Address = 10.10.0.1/0", "AllowedIPs = 0.0.0.0/0"))
        #expect(link.routes == [try route("0.0.0.0/0", table: RouteTable(rawValue: 51820))])
    }
}
