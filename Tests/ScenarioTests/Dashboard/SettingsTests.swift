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
            try await browser.type("Head office", into: "Called")
            try await browser.type("10.77.0.0/24", into: "IPv4 range optional")
            try await browser.click("button", "Show what would move")
            try await browser.reads("2 machines would move")
            #expect(try await mesh.nodes().map(\.ipv4) == before)
            try await browser.click("button", "Change the ranges")
            try await browser.reads("In force on all 2.")
            #expect(try await mesh.nodes().allSatisfy { "\($0.ipv4!)".hasPrefix("10.77.0.") })

            // What is typed elsewhere on the page is saved without a conflict with oneself.
            try await browser.click("button", "Save")
            try await browser.reads("Everything that Head office is set to.")
            #expect(try await browser.evaluate("document.querySelector('main [role=alert]') === null").isTrue)
            try browser.isClean()
        }
    }

    @Test func `new keys are made by every machine when that is asked for, and meant`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            let before = try await mesh.nodes().map(\.publicKey)
            try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
            try await browser.click("button", "Make new keys")
            try await browser.reads("Have every machine make a new key?")
            try await browser.click("button", "Keep")
            try await browser.waits(
                until: "the focus is back", "document.activeElement.innerText === 'Make new keys'")
            #expect(try await mesh.nodes().map(\.publicKey) == before)

            try await browser.type("Head office", into: "Called")
            try await browser.click("button", "Make new keys")
            try await browser.click("button", "Make new keys")
            try await browser.reads("Every machine has a new key.", within: .seconds(40))
            let after = try await mesh.nodes().map(\.publicKey)
            #expect(Set(after).count == 2 && Set(after).isDisjoint(with: before))
            try await mesh.machines[0].reaches("10.20.0.2")
            try await browser.click("button", "Save")
            try await browser.reads("Everything that Head office is set to.")
            #expect(try await browser.evaluate("document.querySelector('main [role=alert]') === null").isTrue)
            try browser.isClean()
        }
    }

    @Test func `two people who change a network's settings lose nothing of each other's`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
            try await browser.type("1390", into: "MTU, in bytes", role: "spinbutton")
            // What one saves in another card is one's own, and no conflict.
            try await browser.type("Head office", into: "Called")
            try await browser.press("Enter")
            try await browser.reads("Everything that Head office is set to.")
            _ = try await mesh.nmctl("network", "update", Mesh.network, "--keepalive", "33").printed()
            try await browser.reads("In force on all 2.")
            #expect(try await browser.evaluate("document.querySelector('[name=mtu]').value").text == "1390")
            try await browser.evaluate("document.querySelector('[name=mtu]').focus()")
            try await browser.press("Enter")
            try await browser.reads("admin changed persistentKeepalive from 20 to 33")
            try await browser.press("Enter")
            try await browser.waits(
                until: "it is saved, and what the other did is seen",
                "document.querySelector('[name=persistentKeepalive]').value === '33'")
            let network = try await mesh.nmctl("network", "show", Mesh.network, "-o", "json").printed()
            #expect(network.contains("1390") && network.contains("33"))

            // Ranges: what would move was computed of what is no more.
            try await browser.type("10.77.0.0/24", into: "IPv4 range optional")
            try await browser.click("button", "Show what would move")
            try await browser.reads("2 machines would move")
            _ = try await mesh.nmctl("network", "update", Mesh.network, "--display-name", "Annex").printed()
            try await browser.reads("Everything that Annex is set to.")
            try await browser.click("button", "Change the ranges")
            try await browser.reads("admin changed displayName from Head office to Annex")
            #expect(
                try await browser.evaluate("document.querySelector('[name=ipv4Range]').value").text == "10.77.0.0/24")
            try await browser.click("button", "Show what would move")
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
