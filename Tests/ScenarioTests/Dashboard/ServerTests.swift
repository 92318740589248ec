import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `the server's page tells who is connected, and what there is to see to, as it comes`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.show("#/server", in: browser)
            try await browser.reads("It does its work")
            try await browser.reads("2 of 2")
            try await browser.reads("There is nothing to see to.")
            try await browser.waits(
                until: "it says since when it runs, and how large its database is",
                "/Release [^,]+, started (just now|[0-9]+ (second|minute)s? ago)/.test(document.body.innerText)"
                    + " && /Database size\\s+[0-9.]+ [KM]iB/.test(document.body.innerText)")
            try await mesh.createNetwork("twin", range: "10.20.0.0/16", range6: "fd00:21::/64")
            try await browser.reads("The ranges of twin overlap those of \(Mesh.network)")
            try browser.isClean()
        }
    }

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
}
