import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `names are added, changed and deleted, and follow the node they are of`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/dns", in: browser)
            try await browser.reads("No name besides")

            // A name that somebody has is refused where it was typed.
            try await browser.click("button", "New name")
            try await browser.type("node1", into: "Name")
            try await browser.type("192.0.2.9, fd00:99::9", into: "Addresses")
            try await browser.click("button", "Add the name")
            try await browser.refuses("[name=name]")
            try await browser.type("db", into: "Name")
            try await browser.click("button", "Add the name")
            try await browser.reads("In force on all 2.")
            #expect(try await mesh.record("db").addresses == ["192.0.2.9", "fd00:99::9"])

            // Another name of a node follows what the node is called.
            try await browser.click("button", "New name")
            try await browser.type("www", into: "Name")
            try await browser.choose("node", in: "Stands for")
            try await browser.choose("node2", in: "Node")
            try await browser.click("button", "Add the name")
            try await browser.waits(
                until: "it is in the list", "document.querySelector('tbody').innerText.includes('www.\(Mesh.network)')")
            #expect(try await mesh.record("www").node == "node2")
            _ = try await mesh.nmctl("node", "update", Mesh.network, "node2", "--name", "web").printed()
            try await browser.waits(
                until: "the node is called by its new name",
                "[...document.querySelectorAll('td a')].some((link) => link.textContent === 'web')",
                within: .seconds(1))

            // While one changes it, so does another: who did what is told, and what was typed is kept.
            try await browser.click("button", "Change db")
            try await browser.type("192.0.2.10", into: "Addresses")
            _ = try await mesh.nmctl("dns", "update", Mesh.network, "db", "--address", "192.0.2.11").printed()
            try await browser.click("button", "Save")
            try await browser.reads("admin changed")
            #expect(try await browser.evaluate("document.querySelector('[name=addresses]').value").text == "192.0.2.10")
            try await browser.click("button", "Save")
            try await browser.waits(
                until: "the focus is back", "document.activeElement.getAttribute('aria-label') === 'Change db'")
            #expect(try await mesh.record("db").addresses == ["192.0.2.10"])

            try await browser.click("button", "Delete db")
            try await browser.click("button", "Delete")
            try await browser.waits(
                until: "it is gone", "!document.querySelector('tbody').innerText.includes('db.\(Mesh.network)')")
            try await browser.reads("In force on all 2.")
            try browser.isClean()
        }
    }
}

/// What `nmctl dns show -o json` says, of what is looked at here.
private struct RecordView: Decodable {
    let addresses: [String]
    let node: String?
}

extension Mesh {
    fileprivate func record(_ name: String) async throws -> RecordView {
        try await nmctl("dns", "show", Self.network, name, "-o", "json").decoded()
    }
}
