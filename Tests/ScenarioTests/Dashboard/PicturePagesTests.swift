import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `the picture shows who is there, and why one reaches another`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)", in: browser)
            try await browser.waits(until: "both are online", Self.count(".spot.online", is: 2))

            // How the link does is told without a question, and again while one looks.
            try await browser.waits(until: "the link is known", Self.count(".link.session-unknown", is: 0))
            _ = try await mesh.machines[0].namespace.run(["ping", "-n", "-c", "1", "-W", "5", "10.20.0.2"]).printed()
            try await browser.waits(until: "the link is up", Self.count(".link.session-fresh", is: 1))
            #expect(browser.seen.requests.contains { $0.hasSuffix("/links") })

            // By keys alone: to the picture, from node to node, and to what is said of it.
            try await browser.evaluate("document.querySelector('.drawing').focus()")
            try await browser.press("Home")
            try await browser.waits(until: "one is selected", Self.count(".spot.selected", is: 1))
            try await browser.press("ArrowRight")
            try await browser.waits(until: "it is the other", Self.selected("node2"))
            try await browser.reads("1 up")
            try await browser.press("Enter")
            #expect(try await browser.evaluate("document.activeElement.textContent").text == "node2")
            try await browser.click("button", "Why: node2 to node1")
            try await browser.reads("What both ends say")
            #expect(
                try await browser.evaluate("document.querySelector('.hops').innerText").text?
                    .contains("node2 to node1 through the tunnel") == true)

            // Who listens has a list, and hears how each is.
            let tree = try await browser.accessibilityTree()
            #expect(tree.contains { $0 == (role: "listbox", name: "Nodes of \(Mesh.network)") })
            #expect(
                tree.filter { $0.role == "option" && $0.name.contains("node") }.map(\.name) == [
                    "node1, online", "node2, online",
                ])
            try browser.isClean()
        }
    }

    @Test func `gateways and their clients come into the picture as they are made`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)", in: browser)
            try await browser.waits(until: "both are online", Self.count(".spot.online", is: 2))
            _ = try await mesh.nmctl("gateway", "ingress", "set", Mesh.network, "node1", "--wait").printed()
            try await browser.waits(
                until: "the gateway is one", Self.count(".spot .role", is: 1), within: .seconds(1))
            _ = try await mesh.nmctl("client", "create", Mesh.network, "phone", "--gateway", "node1").printed()
            try await browser.waits(until: "the client is there", Self.count(".client", is: 1), within: .seconds(1))

            // In a disc as in the ring.
            try await browser.evaluate(
                """
                const by = document.querySelector("select");
                by.value = "state";
                by.dispatchEvent(new Event("change", {bubbles: true}));
                """)
            try await browser.waits(until: "there is a disc", Self.count(".disc circle", is: 1))
            #expect(try await browser.evaluate("document.querySelectorAll('.drawing .client').length").whole == 1)

            // Where to is said in words too, and what is not there is said to be at the field.
            try await browser.evaluate(
                "document.querySelector('[data-node]').dispatchEvent(new MouseEvent('click', {bubbles: true}))")
            try await browser.type("nowhere", into: "Why does it reach, or not")
            try await browser.click("button", "Ask")
            try await browser.refuses("[name=to]")
            try await browser.type("phone", into: "Why does it reach, or not")
            try await browser.click("button", "Ask")
            try await browser.waits(
                until: "the way is told",
                "document.querySelector('.hops')?.innerText.includes('to the client') === true")
            try await browser.click("button", "Close the answer")
            try await browser.click("button", "Why: node1 to phone")
            try await browser.waits(
                until: "the answer is there",
                "document.querySelector('.why h3')?.textContent === 'node1 to phone' && document.querySelector('.hops') !== null"
            )
            try browser.isClean()
        }
    }

    @Test func `the overview has every network in small, and leads to it`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            let spots = "document.querySelectorAll('.alone .mini .spot.online').length === 2"
            try await browser.waits(until: "both are online", spots)
            try await mesh.createNetwork("branch-a", range: "10.30.0.0/16", range6: "fd00:30::/64")
            try await browser.waits(
                until: "there are two networks",
                "document.querySelectorAll('.cards:not(.alone) .network-card').length === 2",
                within: .seconds(1))
            // Nothing is drawn where nobody is, and who listens is told what is drawn.
            let pictures = try await browser.accessibilityTree().filter { $0.role == "image" }
            #expect(pictures.map(\.name) == ["Picture, 2 online"])
            try await browser.evaluate("document.querySelector('.network-card .mini').closest('a').click()")
            try await browser.isAt(Mesh.network)
            try browser.isClean()
        }
    }

    @Test func `a thousand nodes make no hairball, and are searched quickly`() async throws {
        try await Dashboard.signedIn { _, browser in
            try await browser.call(
                "Page.addScriptToEvaluateOnNewDocument", ["source": .string(Self.crowd(of: 1000))])
            try await browser.reload()
            try await browser.isAt("Overview")
            try await Dashboard.show("#/networks/\(Mesh.network)", in: browser)
            try await browser.waits(until: "all are there", Self.count(".spot", is: 1000))
            let whole = try await browser.evaluate("performance.now() - window.began").amount ?? .infinity
            let search = try await Self.time(
                """
                const input = document.querySelector("input[type=search]");
                input.value = "node-77";
                input.dispatchEvent(new Event("input", {bubbles: true}));
                """, in: browser)
            try await browser.waits(until: "what fits stands out", Self.count(".spot.found", is: 11))
            let selection = try await Self.time(
                "document.querySelector('.spot.found').dispatchEvent(new MouseEvent('click', {bubbles: true}));",
                in: browser)
            try await browser.waits(until: "it is selected", Self.count(".spot.selected", is: 1))
            // All links of one, and not one more element than there are kinds of them in each group.
            try await browser.reads("999")
            let kinds = "document.querySelectorAll('.drawing .link').length"
            try await browser.waits(until: "what its agent says is drawn", "\(kinds) > 1")
            #expect(try await browser.evaluate(kinds).whole ?? .max <= 12)
            let curves = try await browser.evaluate(
                """
                [...document.querySelectorAll(".drawing .line")].map((line) => line.getAttribute("d")).join("")
                    .split("M").length - 1
                """)
            #expect(curves.whole == 999)
            try await browser.reads("333 up")
            print(
                "a picture of 1000 nodes: there after \(Int(whole)) ms, searched within \(Int(search)) ms,",
                "one selected within \(Int(selection)) ms")
            #expect(search < 500)
            #expect(selection < 500)
            try browser.isClean()
        }
    }

    private static func count(_ selector: String, is count: Int) -> String {
        "document.querySelectorAll('.drawing \(selector)').length === \(count)"
    }

    private static func selected(_ name: String) -> String {
        "document.querySelector('.drawing .spot.selected')?.getAttribute('aria-label').startsWith('\(name)') === true"
    }

    /// How long something takes until it is drawn, in milliseconds.
    private static func time(_ deed: String, in browser: Browser) async throws -> Double {
        try await browser.evaluate(
            """
            (async () => {
                const began = performance.now();
                \(deed)
                await null;
                document.body.offsetHeight;
                return performance.now() - began;
            })()
            """
        ).amount ?? .infinity
    }
}
