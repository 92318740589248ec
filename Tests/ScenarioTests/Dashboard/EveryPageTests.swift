import FoundationEssentials
import Glibc
import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    /// `NM_SCREENSHOTS` names a folder, in which the pictures are left to be looked at.
    @Test func `every page is there in light, in the dark and on a phone`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.furnish(mesh)
            let folder = getenv("NM_SCREENSHOTS").map { String(cString: $0) } ?? mesh.world.folder
            for page in try await Dashboard.pages(browser) {
                for look in Look.all {
                    try await browser.size(look.width, look.height, phone: look.isPhone)
                    try await browser.prefer(look.scheme)
                    try await Dashboard.show(page, in: browser)
                    let overflow =
                        try await browser.evaluate("document.documentElement.scrollWidth - innerWidth").whole ?? 0
                    #expect(overflow <= 0, "\(page) is wider than \(look.name)")
                    let picture = try await browser.picture()
                    #expect(picture.count > 2000)
                    let name = page.dropFirst(2).replacing("/", with: "-")
                    let file = "\(folder)/\(name.isEmpty ? "overview" : name)-\(look.name).png"
                    try Data(picture).write(to: URL(filePath: file))
                }
            }
            try browser.isClean()
        }
    }

    @Test func `every page is known to who listens to it`() async throws {
        try await Dashboard.signedIn(machines: 1) { mesh, browser in
            try await Dashboard.furnish(mesh)
            for page in try await Dashboard.pages(browser) {
                try await Dashboard.show(page, in: browser)
                let tree = try await browser.accessibilityTree()
                let needNames: Set = [
                    "button", "link", "textbox", "searchbox", "combobox", "checkbox", "navigation", "table", "image",
                ]
                let nameless = tree.filter { needNames.contains($0.role) && $0.name.isEmpty }
                #expect(nameless.map(\.role) == [], "\(page)")
                for landmark in ["main", "banner"] {
                    #expect(tree.count { $0.role == landmark } == 1, "\(page) has one \(landmark)")
                }
                #expect(try await browser.evaluate("document.querySelectorAll('h1').length").whole == 1, "\(page)")
                #expect(try await browser.evaluate("document.activeElement.localName").text != "body", "\(page)")
                #expect(try await browser.evaluate("document.title.endsWith('· Netmaker')").isTrue, "\(page)")
            }
            // The first key that is pressed leads past the menu.
            try await browser.reload()
            try await browser.isAt("Settings")
            // A page begins at its heading; from the very start of the document, the first key is this.
            try await browser.evaluate("document.body.tabIndex = -1; document.body.focus()")
            try await browser.press("Tab")
            #expect(try await browser.evaluate("document.activeElement.textContent").text == "Skip to the content")
            try await browser.press("Enter")
            #expect(try await browser.evaluate("document.activeElement.id").text == "content")
            try browser.isClean()
        }
    }

    /// Every text that the server answers with comes with markup at its end: on no page does it become any.
    @Test func `no name becomes anything but text`() async throws {
        try await Dashboard.signedIn(machines: 1) { mesh, browser in
            try await Dashboard.furnish(mesh)
            let pages = try await Dashboard.pages(browser)
            try await browser.call("Page.addScriptToEvaluateOnNewDocument", ["source": .string(Self.planting)])
            try await browser.reload()
            try await browser.isAt("Overview")
            for page in pages {
                try await Dashboard.show(page, in: browser)
                #expect(try await browser.evaluate("window.planted === undefined").isTrue, "\(page)")
                let made = try await browser.evaluate(
                    "document.querySelectorAll('main script, main img[src=x], main b.planted, a[href^=javascript]').length"
                )
                #expect(made.whole == 0, "\(page)")
            }
            // It was there to be seen.
            try await Dashboard.show("#/networks", in: browser)
            try await browser.reads("<script>window.planted=1</script>")
            try browser.isClean()
        }
    }

    /// Adds markup to every text of every answer, but for what is no text: times, and words that pages decide by.
    private static let planting = """
        {
            const original = window.fetch;
            const markup = `"'><script>window.planted=1</scr` + `ipt><img src=x onerror="window.planted=1"><b class=planted>`;
            const words = new Set(["status", "kind", "deed", "role", "admission", "commands", "dnsRecord"]);
            function plant(value, key) {
                if (Array.isArray(value)) return value.map((item) => plant(item, key));
                if (value !== null && typeof value === "object") {
                    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plant(item, name)]));
                }
                if (typeof value !== "string" || words.has(key) || /^\\d{4}-\\d\\d-\\d\\dT/.test(value)) return value;
                return value + markup;
            }
            window.fetch = async (address, options) => {
                const response = await original(address, options);
                if (!response.headers.get("Content-Type")?.includes("json")) return response;
                const text = JSON.stringify(plant(await response.json(), ""));
                return new Response(text, {status: response.status, headers: response.headers});
            };
        }
        """
}

/// How a page may be looked at.
private struct Look {
    let name: String
    let width: Int
    let height: Int
    var isPhone = false
    var scheme = Browser.Scheme.light

    static let all = [
        Look(name: "light", width: 1280, height: 900),
        Look(name: "dark", width: 1280, height: 900, scheme: .dark),
        Look(name: "phone", width: 390, height: 844, isPhone: true),
    ]
}
