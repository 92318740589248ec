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

            // What the server refuses stands at its field.
            try await browser.type("two words", into: "Name")
            try await browser.click("button", "Save")
            try await browser.refuses("[name=name]")
            try browser.isClean()
        }
    }
}
