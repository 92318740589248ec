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
}
