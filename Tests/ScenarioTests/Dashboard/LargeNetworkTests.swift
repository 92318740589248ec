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
            try await browser.reads("\(count) of \(count) online")
            let whole = try await browser.evaluate("performance.now() - window.began").amount ?? .infinity

            // However many there are, a hundred are drawn.
            #expect(try await browser.evaluate("document.querySelectorAll('tbody tr').length").whole == 100)
            let search =
                try await browser.evaluate(
                    """
                    (async () => {
                        const input = document.querySelector("input[type=search]");
                        const began = performance.now();
                        input.value = "node-77";
                        input.dispatchEvent(new Event("input", {bubbles: true}));
                        await null;
                        document.body.offsetHeight;
                        return performance.now() - began;
                    })()
                    """
                ).amount ?? .infinity
            try await browser.reads("node-77")
            #expect(!(try await browser.text).contains("node-12"))
            print("\(count) nodes: all there after \(Int(whole)) ms, searched and drawn within \(Int(search)) ms")
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
                if (!url.pathname.endsWith("/nodes")) return original(address, options);
                window.began ??= performance.now();
                const after = Number(url.searchParams.get("after") ?? 0);
                const last = Math.min(after + Number(url.searchParams.get("limit")), \(count));
                const items = Array.from({length: last - after}, (_, index) => node(after + index + 1));
                return Response.json(last < \(count) ? {items, next: `${last}`} : {items});
            };
        }
        """
    }
}
