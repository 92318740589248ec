import FoundationEssentials
import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `an access key is shown once, in every form, and machines come by it`() async throws {
        try await Mesh.running(machines: 1) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            try await Browser.running(at: mesh) { browser in
                try await Dashboard.signIn(browser, mesh)
                try await Dashboard.show("#/networks/\(Mesh.network)/keys", in: browser)
                try await browser.reads("No access key yet")

                // Whoever types is in the first field, and Escape leads back to the button.
                try await browser.click("button", "New access key")
                try await browser.waits(until: "the name has the focus", "document.activeElement.name === 'name'")
                try await browser.press("Escape")
                try await browser.waits(
                    until: "the button has it", "document.activeElement.textContent === 'New access key'")

                // What the server refuses stands at its field, with what to do.
                try await browser.click("button", "New access key")
                try await browser.type("Two Words", into: "Name optional")
                try await browser.click("button", "Make the key")
                try await browser.reads("Use 1 to 63 of a-z, 0-9, dot, underscore and dash")
                #expect(try await browser.evaluate("document.activeElement.name").text == "name")

                try await browser.type("laptops", into: "Name optional")
                try await browser.evaluate("document.querySelector('[name=uses]').value = '2'")
                try await browser.choose("days", in: "Expires")
                try await browser.waits(until: "days are asked for", "document.querySelector('[name=days]') !== null")
                try await browser.type("office, portable", into: "Tags optional")
                try await browser.click("button", "Make the key")
                try await browser.reads("Key laptops is made")
                try await browser.reads("0 joined, 2 more may")
                try await browser.reads("in 14 days")

                let secrets = try await browser.evaluate(
                    """
                    Object.fromEntries([...document.querySelectorAll(".secret code")]
                        .map((code) => [code.getAttribute("aria-label"), code.textContent]))
                    """)
                let token = try #require(secrets["token"]?.text)
                let key = try #require(secrets["key"]?.text)
                #expect(secrets["join line"]?.text == "netclient join -t \(token)")
                try await browser.click("button", "Copy token")
                try await browser.waits(
                    until: "it is told that it can be pasted",
                    "/^token (copied|is selected)/.test(document.querySelector('[role=status].unseen').textContent)")

                // A machine joins by it, and the page counts it.
                let file = "\(mesh.world.folder)/token"
                try Data((token + "\n").utf8).write(to: URL(filePath: file))
                _ = try await mesh.machines[0].namespace.run([
                    Installation.program("netclient"), "join", "--token-file", file, "--daemon", "off",
                ]).printed()
                try await browser.reads("1 joined, 1 more may", within: .seconds(1))

                // Put away, it is nowhere.
                try await browser.click("button", "Done, hide it")
                try await browser.waits(
                    until: "it is gone", "!document.documentElement.outerHTML.includes('\(token)')")
                try await Dashboard.show("#/networks/\(Mesh.network)/nodes", in: browser)
                try await Dashboard.show("#/networks/\(Mesh.network)/keys", in: browser)
                let kept = "document.documentElement.outerHTML + JSON.stringify([localStorage, sessionStorage])"
                let page = try await browser.evaluate(kept).text ?? ""
                #expect(!page.contains(token) && !page.contains(key))
                #expect(browser.seen.requests.allSatisfy { !$0.contains(token) && !$0.contains(key) })

                // Another admin's is there at once.
                _ = try await mesh.nmctl("key", "create", Mesh.network, "--name", "printers").printed()
                try await browser.reads("printers", within: .seconds(1))

                // What is refused stands at its field; while one changes it, so does another: who did what is told, and
                // what was typed is kept.
                try await browser.click("button", "Change printers")
                try await browser.waits(
                    until: "the name has the focus", "document.activeElement.name === 'name'")
                try await browser.evaluate("document.querySelector('[name=uses]').value = '-1'")
                try await browser.click("button", "Save")
                try await browser.refuses("[name=uses]")
                try await browser.evaluate("document.querySelector('[name=uses]').value = '7'")
                try await browser.type("laptops", into: "Name")
                try await browser.click("button", "Save")
                try await browser.refuses("[name=name]")
                try await browser.reads("Choose another name, or delete that key")
                try await browser.type("labels", into: "Name")
                try await browser.choose("never", in: "Expires")
                try await browser.type("office", into: "Tags optional")
                _ = try await mesh.nmctl("key", "update", Mesh.network, "printers", "--expires", "7d").printed()
                try await browser.click("button", "Save")
                try await browser.reads("admin changed")
                #expect(try await browser.evaluate("document.querySelector('[name=uses]').value").text == "7")
                try await browser.click("button", "Save")
                try await browser.waits(
                    until: "the focus is back", "document.activeElement.getAttribute('aria-label') === 'Change labels'")
                let labels: KeyView = try await mesh.nmctl("key", "show", Mesh.network, "labels", "-o", "json")
                    .decoded()
                #expect(labels.uses == 7 && labels.tags == ["office"] && labels.expiresAt == nil)
                try await browser.reads("0 joined, 7 more may")

                // What is deleted is asked about first, and takes no machine with it.
                try await browser.click("button", "Delete laptops")
                try await browser.click("button", "Keep")
                try await browser.waits(
                    until: "the focus is back", "document.activeElement.getAttribute('aria-label') === 'Delete laptops'"
                )
                try await browser.click("button", "Delete laptops")
                try await browser.click("button", "Delete")
                try await browser.waits(
                    until: "the key is gone", "!document.querySelector('tbody').innerText.includes('laptops')")
                #expect(try await browser.evaluate("document.activeElement.localName").text == "h1")
                #expect(try await mesh.nodes().count == 1)
                try browser.isClean()
            }
        }
    }
}

/// What `nmctl key show -o json` says, of what is looked at here.
private struct KeyView: Decodable {
    let uses: Int
    let tags: [String]
    let expiresAt: String?
}
