import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `settings are changed, seen in force, and seen in the history as they were and are`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
            try await browser.type("Head office", into: "Called")
            try await browser.click("button", "Save")
            try await browser.reads("In force on all 2.")
            let network = try await mesh.nmctl("network", "show", Mesh.network, "-o", "json").printed()
            #expect(network.contains("Head office"))

            try await Dashboard.show("#/networks/\(Mesh.network)/history", in: browser)
            try await browser.reads("displayName")
            try await browser.reads("Head office")
            // What others do comes by itself.
            _ = try await mesh.nmctl("network", "update", Mesh.network, "--mtu", "1380").printed()
            try await browser.reads("1380")

            // Who is asked for stands at the field when it is nobody.
            try await browser.evaluate("document.querySelector('summary').click()")
            try await browser.type("no body", into: "Who")
            try await browser.click("button", "Show")
            try await browser.refuses("[name=actor]")
            try await browser.type("admin", into: "Who")
            try await browser.click("button", "Show")
            try await browser.waits(
                until: "others' changes are left out",
                "!document.querySelector('.history')?.innerText.includes('node node1') && location.hash.includes('actor=admin')"
            )
            try browser.isClean()
        }
    }

    @Test func `address ranges change after it was seen who moves where`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            let before = try await mesh.nodes().map(\.ipv4)
            try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
            try await browser.type("10.77.0.0/24", into: "IPv4 range optional")
            try await browser.click("button", "Show what would move")
            try await browser.reads("2 machines would move")
            #expect(try await mesh.nodes().map(\.ipv4) == before)
            try await browser.click("button", "Change the ranges")
            try await browser.reads("In force on all 2.")
            #expect(try await mesh.nodes().allSatisfy { "\($0.ipv4!)".hasPrefix("10.77.0.") })
            try browser.isClean()
        }
    }

    @Test func `a network ends when its name is typed`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
            let field = "Type \(Mesh.network) to delete it"
            try await browser.type("another", into: field)
            try await browser.click("button", "Delete the network")
            try await browser.reads("That is not its name.")
            try await browser.type(Mesh.network, into: field)
            try await browser.click("button", "Delete the network")
            try await browser.isAt("Networks")
            try await browser.reads("No network yet")
            try browser.isClean()
        }
    }
}
