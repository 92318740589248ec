import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `a long history is read page by page, and a network that is no more is in the server's`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            for mtu in 1300..<1360 {
                _ = try await mesh.nmctl("network", "update", Mesh.network, "--mtu", String(mtu)).printed()
            }
            let path = "#/networks/\(Mesh.network)/history"
            let first = "document.querySelector('.history').innerText.includes('added network \(Mesh.network)')"
            try await Dashboard.show(path, in: browser)
            try await browser.reads("1359")
            #expect(try await browser.evaluate(first).isTrue == false)
            try await browser.click("button", "Older changes")
            try await browser.waits(until: "the first change is there", first)
            #expect(try await browser.evaluate("document.querySelectorAll('.history > li').length").whole == 61)

            _ = try await mesh.nmctl("network", "delete", Mesh.network).printed()
            try await Dashboard.show("#/history", in: browser)
            try await browser.reads("removed network \(Mesh.network)")
            try browser.isClean()
        }
    }

    @Test func `two revisions of a network are compared, field by field`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            for change in [["--mtu", "1380"], ["--display-name", "Head office"], ["--mtu", "1420"]] {
                _ = try await mesh.nmctl(["network", "update", Mesh.network] + change).printed()
            }
            _ = try await mesh.nmctl("dns", "create", Mesh.network, "db", "--address", "192.0.2.9").printed()
            try await Dashboard.show("#/networks/\(Mesh.network)/history", in: browser)
            try await browser.click("DisclosureTriangle", "Compare two revisions")

            // Without any, the last change.
            try await browser.click("button", "Compare")
            try await browser.reads("From revision 4 to 5")
            #expect(try await Self.difference(browser) == ["added name db"])

            // From first to fourth: the MTU was changed and changed back, so only what people call it differs.
            try await Self.compare(1, 4, browser)
            try await browser.reads("From revision 1 to 4")
            #expect(try await Self.difference(browser) == ["changed network \(Mesh.network)"])
            let fields = try await browser.evaluate(
                "[...document.querySelectorAll('.history-found dl')].map((list) => list.innerText).join()")
            #expect(fields.text?.contains("displayName") == true && fields.text?.contains("mtu") == false)
            let texts = ["del", "ins"].map { "document.querySelector('.history-found \($0)').lastChild.data" }
            #expect(try await browser.evaluate(texts[0]).text == Mesh.network)
            #expect(try await browser.evaluate(texts[1]).text == "Head office")
            let said = "document.querySelector('[role=status].unseen').textContent"
            #expect(try await browser.evaluate(said).text == "1 object differs")

            // Backwards it is what was taken back, and of one with itself nothing.
            try await Self.compare(5, 4, browser)
            try await browser.reads("From revision 5 to 4")
            #expect(try await Self.difference(browser) == ["removed name db"])
            try await Self.compare(2, 2, browser)
            try await browser.reads("Nothing differs.")

            // One that there is not is refused where it was typed.
            try await Self.compare(2, 999, browser)
            try await browser.refuses("[name=to]")
            try await Self.compare(999, 2, browser)
            try await browser.refuses("[name=from]")
            try browser.isClean()
        }
    }

    private static func compare(_ from: Int, _ to: Int, _ browser: Browser) async throws {
        for (name, value) in [("from", from), ("to", to)] {
            try await browser.evaluate("document.querySelector('[name=\(name)]').value = '\(value)'")
        }
        try await browser.click("button", "Compare")
    }

    /// What is said to differ.
    private static func difference(_ browser: Browser) async throws -> [String] {
        try await browser.evaluate(
            """
            [...document.querySelectorAll('.history-found .history-objects > li')].map((item) =>
                item.innerText.split("·")[0].replace(/^[^a-z]+/, "").split("\\n")[0].trim())
            """
        ).items.compactMap(\.text)
    }
}
