import FoundationEssentials
import Glibc
import Subprocess
import Testing

extension `The programs` {
    @Test(.enabled(if: Resolved.isInstalled, "needs systemd-resolved, resolvectl and dbus-daemon"))
    func `look names up through systemd-resolved, and leave it as it was`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (first, second) = (mesh.machines[0], mesh.machines[1])
            let before = try await first.namespace.shell("md5sum /etc/resolv.conf /etc/nsswitch.conf")
            var resolved = try await Resolved(on: first)
            let (server, agents) = try await mesh.comeUp()

            // Programs find names as any program does; nothing else is asked of the agent.
            let names = try await first.names(areLookedUp: "pointed")
            #expect(names.address == "127.110.0.1:53" && names.trouble == nil)
            #expect(try await first.finds("node2.mesh") == "10.20.0.2")
            #expect(try await first.finds("node2.mesh", in: "ahostsv6") == "fd00:20::2")
            #expect(try await first.namespace.run(["getent", "hosts", "10.20.0.2"]).output.contains("node2.mesh"))
            #expect(try await first.namespace.run(["getent", "hosts", "fd00:20::2"]).output.contains("node2.mesh"))
            #expect(try await first.finds("nobody.mesh") == nil)
            let status = try await resolved.status()
            print(status)
            #expect(status.contains("DNS Servers: 127.110.0.1") && status.contains("~mesh"))
            #expect(status.contains("~20.10.in-addr.arpa") && status.contains("-DefaultRoute"))

            // What the agent itself answers.
            #expect(try await first.dig("node2.mesh") == ["10.20.0.2"])
            #expect(try await first.dig("+tcp", "NODE2.mesh") == ["10.20.0.2"])
            #expect(try await first.dig("node1.mesh", "AAAA") == ["fd00:20::1"])
            #expect(try await first.dig("-x", "10.20.0.2") == ["node2.mesh."])
            #expect(try await first.dig("-x", "fd00:20::1") == ["node1.mesh."])
            #expect(try await first.digStatus("nobody.mesh") == "NXDOMAIN")
            #expect(try await first.digStatus("www.example.org") == "REFUSED")

            // A name comes, a machine is renamed.
            _ = try await mesh.nmctl("dns", "create", "mesh", "db", "--address", "192.0.2.9").printed()
            _ = try await mesh.nmctl("node", "update", "mesh", "node2", "--name", "web", "--wait").printed()
            #expect(try await first.dig("web.mesh") == ["10.20.0.2"])
            #expect(try await first.finds("db.mesh") == "192.0.2.9")
            #expect(try await first.digStatus("node2.mesh") == "NXDOMAIN")

            // Somebody takes it back; the resolver restarts, and loses what it knew.
            try await first.namespace.shell("resolvectl revert nm-mesh")
            try await eventually("it is told again after a revert") {
                try await resolved.status().contains("DNS Servers: 127.110.0.1")
            }
            resolved = try await resolved.restarted()
            #expect(try await resolved.status().contains("~mesh"))
            resolved = try await resolved.restarted(after: "rm -r /run/systemd/resolve")
            try await eventually("it is told again after it lost everything") {
                try await resolved.status().contains("DNS Servers: 127.110.0.1")
            }
            #expect(try await first.finds("web.mesh") == "10.20.0.2")

            // The interface is made anew.
            try await first.namespace.shell("ip link delete nm-mesh")
            try await eventually("the new interface's names are looked up") {
                let status = try await first.namespace.run(["resolvectl", "status", "nm-mesh"])
                return status.output.contains("DNS Servers: 127.110.0.1")
            }

            // The machine without a resolver is told whom to ask.
            try await agents[1].says("have this machine's resolver ask 127.110.0.1")
            try await second.names(areLookedUp: "absent")
            #expect(try await second.dig("node1.mesh") == ["10.20.0.1"])

            // The server is gone, and the agent starts anew.
            try await server.stop()
            try await agents[0].stop()
            let told = try await first.namespace.shell("stat --format '%i %y' /run/systemd/resolve/netif/*")
            #expect(try await resolved.status().contains("~mesh"))
            let agent = try await first.startAgent()
            try await first.names(areLookedUp: "pointed")
            #expect(try await first.dig("web.mesh") == ["10.20.0.2"])
            #expect(try await first.finds("db.mesh") == "192.0.2.9")
            #expect(try await first.namespace.shell("stat --format '%i %y' /run/systemd/resolve/netif/*") == told)

            // The machine leaves: nothing is left.
            _ = try await first.netclient("leave", "-n", "mesh").printed()
            try await agent.ended()
            let left = try await first.namespace.run(["resolvectl", "status"]).printed()
            #expect(!left.contains("mesh") && !left.contains("127.110.0.1") && !left.contains("20.10.in-addr"))
            #expect(try await first.namespace.shell("ls -A /run/systemd/resolve/netif").isEmpty)
            #expect(try await first.files(in: "/run/netclient").allSatisfy { !$0.hasSuffix(".names") })
            #expect(try await first.digStatus("node1.mesh") == nil)
            try await first.namespace.shell("umount /etc/resolv.conf")
            #expect(try await first.namespace.shell("md5sum /etc/resolv.conf /etc/nsswitch.conf") == before)
        }
    }

    @Test(.enabled(if: Resolved.isInstalled, "needs systemd-resolved, resolvectl and dbus-daemon"))
    func `look names up where port 53 is taken, and where the network has name servers`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let (first, second) = (mesh.machines[0], mesh.machines[1])
            let squatter = try await second.namespace.start(
                [
                    "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--user=root",
                    "--pid-file=",
                ],
                log: "\(mesh.world.folder)/squatter.log")
            try await eventually("port 53 is taken") {
                try await second.namespace.shell("ss -Hlnu sport = 53").contains("0.0.0.0:53")
            }
            let resolved = try await Resolved(on: second)
            let dns = mesh.world.folder + "/dns"
            let server = try await mesh.startServer(environment: ["NM_DNS_DIRECTORY": dns])
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            _ = try await mesh.joinAll()

            let names = try await second.names(areLookedUp: "pointed")
            #expect(names.address == "127.110.0.1:253")
            #expect(try await resolved.status().contains("127.110.0.1:253"))
            let query = ["resolvectl", "query", "--cache=no"]
            #expect(try await second.namespace.run(query + ["node1.mesh"]).output.contains("10.20.0.1"))
            #expect(try await second.namespace.run(query + ["10.20.0.1"]).output.contains("node1.mesh"))

            // One of the network's machines answers from the server's file, which it reads once.
            try await eventually("the server's file has everybody") {
                let hosts = try String(contentsOfFile: dns + "/hosts", encoding: .utf8)
                return hosts.contains("node1.mesh") && hosts.contains("node2.mesh")
            }
            let dnsmasq = try await first.namespace.start(
                [
                    "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
                    "--addn-hosts=\(dns)/hosts", "--local=/mesh/", "--listen-address=10.20.0.1", "--bind-interfaces",
                    "--user=root", "--pid-file=", "--log-queries", "--log-facility=-",
                ], log: "\(mesh.world.folder)/dnsmasq.log")
            _ = try await mesh.nmctl("network", "update", "mesh", "--dns-server", "10.20.0.1").printed()
            try await eventually("the network's server is asked") {
                let view: NamesView = try await second.netclient("status", "-n", "mesh", "-o", "json").decoded()
                return view.names?.servers == ["10.20.0.1"] && view.names?.lookup == "pointed"
            }
            #expect(try await resolved.status().contains("DNS Servers: 10.20.0.1"))
            try await eventually("the network's server answers") {
                try await second.namespace.run(query + ["node1.mesh"]).output.contains("10.20.0.1")
            }
            #expect(try dnsmasq.said.contains("node1.mesh from 10.20.0.2"))
            #expect(try await second.namespace.shell("ss -Hlnu sport = 253").isEmpty)

            // And back; then an admin keeps names from the machine altogether.
            _ = try await mesh.nmctl("network", "update", "mesh", "--clear-dns-servers").printed()
            try await eventually("the agent is asked again") { try await resolved.status().contains("127.110.0.1:253") }
            _ = try await mesh.nmctl("node", "update", "mesh", "node2", "--dns", "off").printed()
            try await second.names(areLookedUp: "off")
            #expect(!(try await resolved.status()).contains("127.110.0.1"))
            try await dnsmasq.stop()
            try await squatter.stop()
            try await server.stop()
        }
    }
}
