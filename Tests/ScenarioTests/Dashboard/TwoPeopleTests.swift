import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `two people who change the same lose nothing, and see when it is in force`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/nodes/node1", in: browser)

            // While one types, another gives the node another name.
            try await browser.type("printer", into: "Name")
            _ = try await mesh.nmctl("node", "update", Mesh.network, "node1", "--name", "scanner").printed()
            try await browser.isAt("scanner", within: .seconds(1))
            #expect(try await browser.evaluate("document.querySelector('[name=name]').value").text == "printer")

            // The one is told who did what, and nothing is done.
            try await browser.click("button", "Save")
            try await browser.reads("admin changed name from node1 to scanner")
            #expect(try await mesh.nodes().map(\.name).sorted() == ["node2", "scanner"])

            // Sent again it is meant, and the page says when every machine has it.
            try await browser.click("button", "Save")
            try await browser.isAt("printer")
            try await browser.reads("In force on all 2.")
            #expect(try await mesh.nodes().map(\.name).sorted() == ["node2", "printer"])

            // What one does by a button takes nothing from what one is typing, and is no conflict.
            try await browser.type("edge", into: "Tags optional")
            try await browser.click("button", "Mark as a relay")
            try await browser.click("button", "Mark it")
            try await browser.reads("May carry the packets of others")
            try await browser.click("button", "Take away: Relay")
            try await browser.click("button", "Take it away")
            try await browser.reads("It carries nothing between others.")
            try await browser.click("button", "Save")
            try await browser.waits(
                until: "it has the tag", "document.querySelector('.facts').innerText.includes('edge')")
            #expect(try await browser.evaluate("document.querySelector('main [role=alert]') === null").isTrue)

            // Nor do roles that two give at once.
            try await browser.click("button", "Set up: Egress gateway")
            try await browser.type("192.168.77.0/24", into: "Ranges behind it")
            _ = try await mesh.nmctl(
                "gateway", "egress", "set", Mesh.network, "printer", "--range", "192.168.88.0/24"
            ).printed()
            try await browser.reads("Leads to 192.168.88.0/24")
            try await browser.click("button", "Set the egress gateway")
            try await browser.reads("admin changed egress")
            #expect(
                try await browser.evaluate("document.querySelector('.role-part [name=ranges]').value").text
                    == "192.168.77.0/24")
            try await browser.click("button", "Set the egress gateway")
            try await browser.reads("Leads to 192.168.77.0/24")

            // What another has taken away is said to be, and what was typed is still there.
            try await Dashboard.show("#/networks/\(Mesh.network)/nodes/node2", in: browser)
            try await browser.type("plotter", into: "Name")
            _ = try await mesh.nmctl("node", "remove", Mesh.network, "node2").printed()
            try await browser.reads("There is no node2 any more.", within: .seconds(1))
            #expect(try await browser.evaluate("document.querySelector('[name=name]').value").text == "plotter")
            #expect(try await browser.evaluate("document.querySelector('.node-head .deeds') === null").isTrue)
            try await browser.click("button", "Save")
            try await browser.reads("Network \(Mesh.network) has no node")
            try await Dashboard.show("#/networks/\(Mesh.network)/nodes/printer", in: browser)

            // What the server refuses stands at its field.
            try await browser.type("two words", into: "Name")
            try await browser.click("button", "Save")
            try await browser.refuses("[name=name]")
            try browser.isClean()
        }
    }
}
