import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `a node is changed, disconnected and removed on its page`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/nodes/node1", in: browser)
            try await browser.reads("with 1 of 1 in the last 3 minutes")

            try await browser.type("blue, edge", into: "Tags optional")
            try await browser.click("button", "Save")
            try await browser.reads("In force on all 2.")
            #expect(try await Self.shown("node1", mesh).contains(#""edge""#))

            // What the server refuses stands at its field, and what was typed stays.
            try await browser.type("nonsense", into: "Endpoint optional")
            try await browser.click("button", "Save")
            try await browser.refuses("[name=endpoint]")
            #expect(try await browser.evaluate("document.querySelector('[name=endpoint]').value").text == "nonsense")

            // Access that ends.
            try await browser.choose("86400", in: "It loses access")
            try await browser.click("button", "Set")
            try await browser.reads("It ends in 2")
            #expect(try await Self.shown("node1", mesh).contains("expiresAt"))
            try await browser.choose("never", in: "It loses access")
            try await browser.click("button", "Set")
            try await browser.reads("It does not end.")

            // What cuts links is asked about first.
            try await browser.click("button", "Disconnect")
            try await browser.reads("node1 stays a node, and has no links.")
            try await browser.click("button", "Disconnect")
            try await browser.reads("An admin has disconnected it.")
            #expect(try await Self.shown("node1", mesh).contains(#""disconnected""#))
            try await browser.click("button", "Connect")
            try await browser.waits(
                until: "it is online again", "document.querySelector('.node-head .status.good') !== null")

            try await browser.click("button", "Remove")
            try await browser.reads("Its machine needs a key to come back.")
            try await browser.click("button", "Remove")
            try await browser.reads("node1 is no node of \(Mesh.network) any more.")
            #expect(try await mesh.nodes().map(\.name) == ["node2"])
            try browser.isClean()
        }
    }

    @Test func `a node's roles are set up and taken away on its page`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/nodes/node1", in: browser)

            // What the network has itself lies not behind a gateway.
            try await browser.click("button", "Set up: Egress gateway")
            try await browser.type("10.20.5.0/24", into: "Ranges behind it")
            try await browser.click("button", "Set the egress gateway")
            try await browser.refuses(".role-part [name=ranges]")
            try await browser.type("192.168.77.0/24", into: "Ranges behind it")
            try await browser.click("button", "Set the egress gateway")
            try await browser.reads("Leads to 192.168.77.0/24, masqueraded.")
            try await browser.reads("In force on all 2.")

            try await browser.click("button", "Set up: Ingress gateway")
            try await browser.click("button", "Set the ingress gateway")
            try await browser.reads("No client enters by it yet.")
            _ = try await mesh.nmctl("client", "create", Mesh.network, "phone", "--gateway", "node1").printed()
            try await browser.reads("1 client by it: phone", within: .seconds(1))

            try await browser.click("button", "Mark as a relay")
            try await browser.click("button", "Mark it")
            try await browser.reads("May carry the packets of others")

            try await browser.click("button", "Set up: Extra ranges")
            try await browser.type("172.30.0.0/16", into: "Ranges optional")
            try await browser.click("button", "Set the ranges")
            try await browser.reads("Routed to it besides its addresses: 172.30.0.0/16.")

            // A gateway with clients goes only with them, which is said before.
            try await browser.click("button", "Take away: Ingress gateway")
            try await browser.reads("A client is cut off then.")
            try await browser.click("button", "Take it away")
            try await browser.reads("No client enters by it.")
            for (role, without) in [
                ("Egress gateway", "It leads nowhere outside the network."),
                ("Relay", "It carries nothing between others."), ("Extra ranges", "None but its addresses."),
            ] {
                try await browser.click("button", "Take away: \(role)")
                try await browser.click("button", "Take it away")
                try await browser.reads(without)
            }
            try browser.isClean()
        }
    }

    @Test func `a machine without a key is let in, or turned away, on its page`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            _ = try await mesh.nmctl("network", "update", Mesh.network, "--admission", "manual").printed()
            for machine in mesh.machines {
                _ = try await machine.netclient(
                    "join", "--network", Mesh.network, "--server", "\(World.serverAddress):50051", "--pin", mesh.pin,
                    "--daemon", "off"
                ).printed()
            }
            let agent = try await mesh.machines[0].startAgent()
            try await Browser.running(at: mesh) { browser in
                try await Dashboard.signIn(browser, mesh)
                try await Dashboard.show("#/networks/\(Mesh.network)", in: browser)
                try await browser.waits(
                    until: "both wait", "document.querySelectorAll('.drawing .spot.pending').length === 2")
                try await Dashboard.show("#/networks/\(Mesh.network)/nodes/node1", in: browser)
                try await browser.reads("A machine asks to be let in.")
                try await browser.click("button", "Approve")
                // Its agent has no session before it is let in: it opens one when it hears of that.
                try await browser.waits(
                    until: "it is online", "document.querySelector('.node-head .status.good') !== null")

                try await Dashboard.show("#/networks/\(Mesh.network)/nodes/node2", in: browser)
                try await browser.click("button", "Deny")
                try await browser.reads("node2 is turned away.")
                try await browser.click("button", "Deny")
                try await browser.reads("node2 is no node of \(Mesh.network) any more.")
                try browser.isClean()
            }
            try await agent.stop()
        }
    }

    private static func shown(_ node: String, _ mesh: Mesh) async throws -> String {
        try await mesh.nmctl("node", "show", Mesh.network, node, "-o", "json").printed()
    }
}
