import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test(.disabled(if: WebFolder.chosen != nil, "what a folder's files cost is not what the server's do"))
    func `the first page is small, and there at once`() async throws {
        try await Mesh.running(machines: 0) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            try await Browser.running(at: mesh) { browser in
                try await browser.go()
                try await browser.isAt("Sign in")
                let files = browser.seen.requests.filter { !$0.contains("/api/") }
                let bytes = browser.seen.bytes
                #expect(files.count < 30, "\(files.count) requests: \(files)")
                #expect(bytes <= 48 << 10, "\(bytes) bytes")

                // Whoever was here has all but the page itself.
                try await Dashboard.signIn(browser, mesh)
                let before = (browser.seen.bytes, browser.seen.requests.count)
                try await browser.reload()
                try await browser.isAt("Overview")
                let ready = try await browser.evaluate("performance.getEntriesByName('shown')[0].startTime").amount ?? 0
                #expect(browser.seen.bytes - before.0 <= 12 << 10, "\(browser.seen.bytes - before.0) bytes")
                print(
                    "the first page: \(files.count) files, \(bytes) bytes with \(files.count) heads; again:",
                    "\(browser.seen.bytes - before.0) bytes, there after \(Int(ready)) ms")
            }
        }
    }
}
