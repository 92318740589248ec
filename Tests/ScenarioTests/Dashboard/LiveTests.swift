import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `what others do is seen within a second`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let agents = try await mesh.joinAll()
            try await Browser.running(at: mesh) { browser in
                try await Dashboard.signIn(browser, mesh)
                try await Dashboard.show("#/networks/\(Mesh.network)/nodes", in: browser)
                try await browser.waits(until: "both are online", Self.online(2))
                let asked = browser.seen.requests.count

                // Another admin renames a node, and only that node is read again, and what is counted.
                _ = try await mesh.nmctl("node", "update", Mesh.network, "node2", "--name", "printer").printed()
                try await browser.reads("printer", within: .seconds(1))
                let reads = browser.seen.requests.dropFirst(asked)
                #expect(
                    reads.allSatisfy { $0.contains("/nodes/") || $0.hasSuffix("/networks/\(Mesh.network)") }, "\(reads)"
                )

                // An agent goes, which is no change of the network's, and comes again.
                try await agents[0].stop()
                try await browser.waits(until: "one is offline", Self.online(1), within: .seconds(1))
                let agent = try await mesh.machines[0].startAgent()
                try await browser.waits(until: "both are online again", Self.online(2))

                // A network is made, and goes.
                try await Dashboard.show("#/networks", in: browser)
                try await mesh.createNetwork("branch-a", range: "10.30.0.0/16", range6: "fd00:30::/64")
                try await browser.reads("branch-a", within: .seconds(1))
                _ = try await mesh.nmctl("network", "delete", "branch-a").printed()
                try await browser.waits(
                    until: "it is gone", "!document.body.innerText.includes('branch-a')", within: .seconds(1))
                try browser.isClean()
                try await agent.stop()
                try await agents[1].stop()
            }
        }
    }

    @Test func `a session that is ended from elsewhere is over in the browser too`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
            _ = try await mesh.nmctl("session", "revoke", "--all").printed()
            try await browser.reads("Your session is over", within: .seconds(3))
            #expect(!(try await browser.text).contains(Mesh.network))

            // Whoever signs in again is where they were.
            try await browser.type(Dashboard.admin, into: "Name")
            try await browser.type(Dashboard.password(mesh), into: "Password")
            try await browser.click("button", "Sign in")
            try await browser.isAt("Settings")
            try browser.isClean()
        }
    }

    @Test func `a server that is gone is said to be, and found again`() async throws {
        try await Mesh.running(machines: 0) { mesh in
            let server = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            try await Browser.running(at: mesh) { browser in
                try await Dashboard.signIn(browser, mesh)
                try await Dashboard.show("#/networks", in: browser)
                try await browser.reads("Live")
                try await server.stop()
                try await browser.reads("Reconnecting", within: .seconds(5))
                // What was read stays to be seen.
                #expect(try await browser.text.contains("10.20.0.0/16"))

                let next = try await mesh.startServer(log: "server-2.log")
                try await browser.reads("Live")
                try await mesh.createNetwork("branch-a", range: "10.30.0.0/16", range6: "fd00:30::/64")
                try await browser.reads("branch-a", within: .seconds(2))
                #expect(browser.seen.problems == [])
                try await next.stop()
            }
        }
    }

    private static func online(_ count: Int) -> String {
        "document.querySelectorAll('td .status.good').length === \(count)"
    }
}
