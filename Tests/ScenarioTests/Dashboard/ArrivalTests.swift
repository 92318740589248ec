import NetmakerAPI
import Testing

/// What a page does when a part of it does not come.
extension `The programs`.`In a browser` {
    @Test(arguments: ["/app/main.js", "/store/store.js"])
    func `a page of which a part does not come loads itself again`(_ part: String) async throws {
        try await Mesh.running(machines: 0) { mesh in
            _ = try await mesh.startServer()
            try await Browser.running(at: mesh) { browser in
                try await browser.block(part)
                try await browser.call("Page.navigate", ["url": .string(browser.origin)])
                try await browser.waits(
                    until: "a part is missing", "performance.getEntriesByType('navigation')[0]?.loadEventEnd > 0")
                // Not only once: who comes back later finds it trying.
                try await browser.waits(until: "it was loaded again", "history.state?.loads > 1")
                try await browser.unblock()
                try await browser.isAt("A new server")
                try await browser.waits(until: "it is as it should be", "history.state === null")
            }
        }
    }

    @Test func `a page whose first answer does not come asks again`() async throws {
        try await Dashboard.signedIn { _, browser in
            try await browser.block("/api/v1/account")
            try await browser.reload()
            try await browser.reads("The server cannot be reached")
            try await browser.reads("It is tried again by itself")
            try await browser.unblock()
            try await browser.isAt("Overview")
        }
    }

    @Test func `a page whose code does not come is loaded again, and is where it was to be`() async throws {
        try await Dashboard.signedIn { _, browser in
            try await browser.block("/pages/networks/networks.js")
            try await browser.go(to: "#/networks")
            try await browser.isAt("This page cannot be shown")
            try await browser.unblock()
            try await browser.isAt("Networks")
            try await browser.reads(Mesh.network)
        }
    }

    @Test func `who goes elsewhere from a page that does not come is left in peace there`() async throws {
        try await Dashboard.signedIn { _, browser in
            try await browser.block("/pages/networks/networks.js")
            // As if the server were not there to ask, until it is.
            try await browser.evaluate(
                """
                window.original = fetch;
                window.fetch = async (...all) => {
                    if (all[0] !== "/") return original(...all);
                    if (!window.isBack) return Response.error();
                    window.wasTold = true;
                    return new Response();
                }
                """)
            try await browser.go(to: "#/networks")
            try await browser.isAt("This page cannot be shown")
            try await browser.go(to: "#/")
            try await browser.isAt("Overview")
            try await browser.unblock()
            try await browser.evaluate("window.isBack = true")
            try await browser.waits(until: "it was found to be there", "window.wasTold")
            try await browser.go(to: "#/users")
            try await browser.isAt("Users")
            // It is the same page still.
            #expect(try await browser.evaluate("window.wasTold").isTrue)
        }
    }

    @Test func `what could not be read is read again, and looks that did not come are asked for again`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            try await browser.block("/api/v1/networks/*")
            try await browser.go(to: "#/networks/\(Mesh.network)/nodes")
            try await browser.reads("The server cannot be reached")
            try await browser.unblock()
            try await browser.reads("No machine yet")

            try await browser.block("/pages/server/server.css")
            try await browser.go(to: "#/server")
            try await browser.isAt("Server")
            try await browser.unblock()
            try await browser.waits(
                until: "it has its looks",
                "[...document.styleSheets].some((sheet) => sheet.href?.endsWith('/server.css'))")

            try await browser.block("/style/frame.css")
            try await browser.reload()
            try await browser.isAt("Server")
            try await browser.unblock()
            try await browser.waits(
                until: "it has its frame",
                "[...document.styleSheets].some((sheet) => sheet.href?.endsWith('/frame.css'))")
        }
    }

    /// What a laptop does that wakes up, or one whose interface of a mesh comes up: the browser gives up all that is on its
    /// way (`ERR_NETWORK_CHANGED`). Of the page itself and of the first file, which looks after the others, nothing can
    /// then be said; a person loads it again, as it says.
    @Test func `a page comes though the machine has just got another address`() async throws {
        try await Mesh.running(machines: 0) { mesh in
            _ = try await mesh.startServer()
            try await Browser.running(at: mesh) { browser in
                try await browser.go()
                try await browser.call("Network.setCacheDisabled", ["cacheDisabled": true])
                for round in 1...10 {
                    async let change = mesh.world.router.shell(
                        "for n in 1 2 3 4 5 6; do ip address add 198.18.\(round).$n/32 dev public; done")
                    try await browser.arrive()
                    _ = try await change
                    do { try await browser.isAt("A new server", within: .seconds(8)) } catch is TooLate {
                        try await browser.reads("Where it does not come, load it again")
                        try await browser.arrive()
                        try await browser.isAt("A new server")
                    }
                }
                let given = browser.seen.failures.count { $0 == "net::ERR_NETWORK_CHANGED" }
                print("given up \(given) times by the browser, and come all the same")
            }
        }
    }

    /// A browser has six connections to a server.
    @Test func `so many pages are there as one likes, and the one that is seen is live`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            for number in 2...9 {
                let page = try await browser.another()
                try await page.go(to: "#/networks")
                try await page.isAt("Networks", within: .seconds(10))
                try await page.reads("Live", within: .seconds(5))
                if number == 9 {
                    try await mesh.createNetwork("branch-a", range: "10.30.0.0/16", range6: "fd00:30::/64")
                    try await page.reads("branch-a", within: .seconds(1))
                }
            }
            // The first is looked at again: it has what came meanwhile.
            try await browser.call("Page.bringToFront")
            try await browser.reads("Live", within: .seconds(5))
            try await browser.reads("branch-a", within: .seconds(2))
        }
    }
}

extension Browser {
    /// Has whatever ends so not come, as if the network were away.
    fileprivate func block(_ endings: String...) async throws {
        try await call("Network.setBlockedURLs", ["urls": .array(endings.map { .string("*\($0)*") })])
    }

    /// Goes to the dashboard, as often as it takes until the page itself comes.
    fileprivate func arrive() async throws {
        try await eventually("the page itself comes") {
            do {
                return try await call("Page.navigate", ["url": .string(origin)])["errorText"] == nil
            } catch is DevTools.Refusal {
                // The browser's own page, which says that nothing came, is just being put in its place.
                return false
            }
        }
    }

    fileprivate func unblock() async throws { try await call("Network.setBlockedURLs", ["urls": []]) }
}
