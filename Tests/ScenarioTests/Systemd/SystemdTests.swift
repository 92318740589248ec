import FoundationEssentials
import NetmakerAgent
import Testing

/// What only a boot proves: that all is there after it, without anybody who could tell the machine what to do; and what
/// only a unit proves: that what it forbids is nothing that a gateway, its commands or its names need.
@Suite(
    .serialized, .timeLimit(.minutes(10)), .enabled(if: BootedMachine.isPossible, "needs root and systemd's packages"))
struct `Under a real systemd` {
    @Test func `a gateway, its commands and its names are there after a boot without a server, and gone when removed`()
        async throws
    {
        // What the operator does is done where it takes no emulated processor.
        try await Mesh.running(machines: 0) { mesh in
            let server = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            _ = try await mesh.nmctl(
                "network", "create", "mesh", "--range", "10.20.0.0/16", "--range6", "fd00:20::/64",
                "--post-up", "nft add table inet posted && echo up %i >>/srv/posted",
                "--post-down", "nft delete table inet posted; echo down >>/srv/posted"
            ).printed()
            _ = try await mesh.nmctl("dns", "create", "mesh", "db", "--address", "192.0.2.9").printed()
            let (once, other) = (try await mesh.createKey(uses: "1"), try await mesh.createKey(uses: "1"))
            _ = try await server.stop()
            let start = ContinuousClock.now
            let machine = BootedMachine(image: "\(mesh.world.folder)/disk")
            let first = try await machine.boot(
                within: 300,
                SystemdScripts.first(
                    server: mesh.dataDirectory, operator: mesh.contextFile,
                    tokens: (mesh.tokenFile(once), mesh.tokenFile(other))))
            let between = ContinuousClock.now
            checkFirst(first)
            let second = try await machine.boot(within: 240, SystemdScripts.second)
            print("two boots of systemd: \(start.duration(to: between)) and \(between.duration(to: .now))")
            checkSecond(second, before: first)
        }
    }

    private func checkFirst(_ first: [String: String]) {
        #expect(first["refused"]?.contains("is not netclient's") == true)
        for what in ["files", "units", "links", "routes", "rules", "tables", "switches"] {
            #expect(first["refused \(what)"] == first["before \(what)"], "\(what)")
        }
        #expect(first["join"]?.contains("netclient@mesh.service keeps it up") == true)
        let service = Set((first["service"] ?? "").split(separator: "\n").map(String.init))
        #expect(
            service.isSuperset(of: [
                "Type=notify", "ActiveState=active", "SubState=running", "NRestarts=0", "UnitFileState=enabled",
                "enabled", "active",
            ]), "\(service)")
        #expect((first["verify"] ?? "").isEmpty, "\(first["verify"] ?? "")")
        #expect(first["first ping"]?.contains("bytes from") == true)
        checkGateway("first", first)
        #expect(first["first names"]?.contains("10.20.0.2") == true, "\(first["first names"] ?? "")")
        let revived = first["after its death"] ?? ""
        #expect(revived.contains("NRestarts=1") && revived.contains("ActiveState=active"))
        #expect(revived.contains("bytes from"))
        #expect(first["first commands"]?.hasPrefix("up nm-mesh\ntable inet posted") == true)
    }

    private func checkGateway(_ time: String, _ said: [String: String]) {
        #expect(
            said["\(time) gateway"] == """
                node2 reaches 192.168.7.2
                the telephone reaches 10.20.0.2
                node1 reaches 192.168.8.1

                """, "\(time)")
        let table = said["\(time) table"] ?? ""
        #expect(table.contains("masquerade") && table.contains("nm-mesh"), "\(time): \(table)")
        #expect(said["\(time) forwarding"]?.hasPrefix("1\n") == true, "\(time)")
    }

    private func checkSecond(_ second: [String: String], before first: [String: String]) {
        #expect(second["service"]?.contains("ActiveState=active") == true)
        #expect(second["service"]?.contains("is in force") == true, "\(second["service"] ?? "")")
        #expect(second["device"]?.contains("10.20.0.2/32") == true)
        #expect(second["addresses"]?.contains("10.20.0.1") == true)
        #expect(second["ping"]?.contains("bytes from") == true)
        checkGateway("second", second)
        #expect(second["second commands"] == "up nm-mesh\nup nm-mesh\n")
        checkNames(second)

        let repair = Int((second["repair"] ?? "").filter(\.isNumber)) ?? .max
        print("put right what somebody else did after \(repair) ms")
        #expect(repair < 30_000)
        checkGateway("repaired", second)
        let said = second["said of it"] ?? ""
        #expect(said.contains("gateway") && said.contains("interface"), "\(said)")

        #expect(second["stopped"]?.contains("bytes from") == true)
        #expect(second["leave"]?.contains("the server was not told") == true)
        #expect(second["last commands"]?.hasSuffix("down\n") == true)
        #expect(second["last names"] == "nothing\nno link\n")
        #expect(second["left files"]?.contains("/etc/netclient/netclient\n") == true)
        for what in ["files", "units", "links", "routes", "rules", "tables", "switches"] {
            #expect(second["after \(what)"] == first["before \(what)"], "\(what)")
        }
        #expect(second["again"]?.contains("is removed") == true)
    }

    /// The server is gone, and the unit that answers was started by the boot.
    private func checkNames(_ second: [String: String]) {
        let names = second["names"] ?? ""
        for line in [
            "lookup: pointed 127.110.0.1:53 kernel WireGuard", "getent: 10.20.0.1", "getent 6: fd00:20::1",
            "getent -x: node1.mesh", "peer: 10.20.0.2", "dig: 10.20.0.1", "dig -x: node1.mesh.", "custom: 192.0.2.9",
            "resolved restarted: 192.0.2.9",
        ] {
            #expect(names.contains(line + "\n"), "\(line): \(names)")
        }
        let told = second["told"] ?? ""
        #expect(told.contains("-DefaultRoute") && told.contains("DNS Servers: 127.110.0.1"))
        #expect(told.contains("~mesh ~20.10.in-addr.arpa"))
    }
}
