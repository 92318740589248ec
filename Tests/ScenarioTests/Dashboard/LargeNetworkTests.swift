import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test(arguments: [1_000, 10_000])
    func `a large network is there soon, and quickly searched`(_ count: Int) async throws {
        try await Dashboard.signedIn { _, browser in
            try await browser.call(
                "Page.addScriptToEvaluateOnNewDocument", ["source": .string(Self.crowd(of: count))])
            try await browser.reload()
            try await browser.isAt("Overview")
            try await Dashboard.show("#/networks/\(Mesh.network)/nodes", in: browser)
            try await browser.reads("node-100")
            let whole = try await browser.evaluate("performance.now() - window.began").amount ?? .infinity

            // However many there are, a hundred are read and drawn, and as many again when they are asked for.
            #expect(try await browser.evaluate("document.querySelectorAll('tbody tr').length").whole == 100)
            #expect(try await browser.evaluate("window.given").whole == 100)
            try await browser.click("button", "Show more")
            try await browser.waits(
                until: "there are more", "document.querySelectorAll('tbody tr').length === 200")
            let search =
                try await browser.evaluate(
                    """
                    (async () => {
                        const input = document.querySelector("input[type=search]");
                        const began = performance.now();
                        input.value = "node-77";
                        input.dispatchEvent(new Event("input", {bubbles: true}));
                        while (!document.querySelector("tbody").innerText.startsWith("node-77\\t")) await new Promise(requestAnimationFrame);
                        return performance.now() - began;
                    })()
                    """
                ).amount ?? .infinity
            try await browser.reads("node-77")
            #expect(!(try await browser.text).contains("node-12"))
            print("\(count) nodes: there after \(Int(whole)) ms, searched and drawn within \(Int(search)) ms")
            #expect(search < 500)
            try browser.isClean()
        }
    }

    /// Has the page read a network of so many nodes, page by page as the server would give them.
    static func crowd(of count: Int) -> String {
        """
        {
            const original = window.fetch;
            const node = (number) => ({
                id: `${number}`, name: `node-${number}`, status: "active",
                ipv4: `10.20.${number >> 8}.${number & 255}`, observedAddresses: [`198.51.${number >> 8}.${number & 255}`],
                machine: {hostname: `machine-${number}`, version: "1.0.0"}, tags: [],
                live: {status: "applied", acknowledgedRevision: 7, lastSeen: "2026-01-02T03:04:05.678Z"},
            });
            window.fetch = async (address, options) => {
                const url = new URL(address, location.href);
                if (url.pathname.endsWith("/links")) {
                    // The agent of the one that is selected: a third of its links are up.
                    const own = Number(url.pathname.split("/").at(-2));
                    const items = Array.from({length: \(count)}, (_, index) => index + 1).filter((number) => number !== own)
                        .map((number) => ({peer: `node-${number}`, kind: "node", path: "direct",
                            ...number % 3 === 0 ? {session: "fresh", handshakeSeconds: number % 120} : {session: number % 3 === 1 ? "idle" : "untried"}}));
                    return Response.json({node: `node-${own}`, word: "answered", items});
                }
                if (!url.pathname.endsWith("/nodes")) return original(address, options);
                window.began ??= performance.now();
                const after = Number(url.searchParams.get("after") ?? 0);
                const word = url.searchParams.get("search") ?? "";
                const all = Array.from({length: \(count)}, (_, index) => node(index + 1)).filter(({name}) => name.includes(word));
                const last = Math.min(after + Number(url.searchParams.get("limit")), all.length);
                const items = all.slice(after, last);
                window.given = (window.given ?? 0) + items.length;
                return Response.json(last < all.length ? {items, next: `${last}`} : {items});
            };
        }
        """
    }
}
