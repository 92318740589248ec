import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `a network admin finds their network on every page, and no trace of another's`() async throws {
        try await Dashboard.ofBob { mesh, browser in
            let menu = try await browser.evaluate("document.querySelector('nav.menu').innerText").text ?? ""
            #expect(menu.contains("Networks") && !menu.contains("Users") && !menu.contains("History"))
            let pages = try await Dashboard.pages(browser, superAdmins: false)
            #expect(pages.count > 10)
            for page in pages {
                try await Dashboard.show(page, in: browser)
                #expect(try await browser.evaluate("document.querySelector('main h1').innerText").text != "", "\(page)")
                #expect(!(try await browser.isAbsent), "\(page)")
                #expect(try await Self.whereabouts(browser) == [], "\(page)")
            }

            // What happens in the other network is not told, neither on the page nor on the wire.
            try await Dashboard.show("#/networks/\(Mesh.network)/nodes", in: browser)
            for command in [
                ["dns", "create", Self.other, "other-name", "--address", "192.0.2.7"],
                ["node", "update", Self.other, "node2", "--name", "other-node-2"],
                ["network", "update", Self.other, "--mtu", "1390"],
                ["node", "update", Mesh.network, "node1", "--name", "printer"],
            ] {
                _ = try await mesh.nmctl(command).printed()
            }
            try await browser.reads("printer", within: .seconds(1))
            #expect(try await Self.whereabouts(browser) == [])
            let heard = try await browser.evaluate("window.heard.join('\\n')").text ?? ""
            #expect(heard.contains("printer") && !heard.contains("other-n"))

            // Nor may they what is not theirs: there is nothing to click for that.
            try await Dashboard.show("#/networks", in: browser)
            #expect(!(try await browser.text).contains("New network"))
            try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
            try await browser.reads("Make new keys")
            for field in ["postUp", "postDown", "confirmation"] {
                #expect(try await browser.evaluate("document.querySelector('[name=\(field)]') === null").isTrue)
            }
            // What machines run they see, with the reason why they cannot change it.
            _ = try await mesh.nmctl("network", "update", Mesh.network, "--post-up", "true", "--all-nodes").printed()
            for page in ["settings", "nodes/printer"] {
                try await Dashboard.show("#/networks/\(Mesh.network)/\(page)", in: browser)
                try await browser.waits(
                    until: "it is there, and cannot be changed", "document.querySelector('[name=postUp]')?.disabled")
                try await browser.reads("a super admin says who may change it", within: .seconds(1))
            }
            try await browser.type("copier", into: "Name")
            try await browser.click("button", "Save")
            try await browser.isAt("copier")
            try browser.isClean()
        }
    }

    @Test func `addresses of others' pages lead nowhere, quietly`() async throws {
        try await Dashboard.ofBob { mesh, browser in
            for network in [Self.other, "nowhere"] {
                for page in try await Dashboard.pages(browser, of: network, superAdmins: false)
                where page.contains(network) {
                    try await Dashboard.show(page, in: browser)
                    try await browser.isAt("There is nothing here")
                    // Of a network that is another's exactly what is said of one that is not.
                    try await browser.reads("There is no network \(network).")
                    let controls = "document.querySelectorAll('main button, main input, main form, nav.tabs').length"
                    #expect(try await browser.evaluate(controls).whole == 0, "\(page)")
                    #expect(try await browser.evaluate("document.title").text == "Not found · Netmaker")
                    try await Checks.hold("accessibility", on: "\(page)", in: browser)
                }
            }
            // What is not in their own network, likewise, with the way back to what is.
            for page in ["nodes/nobody", "clients/nobody", "nodes/%3Cimg%20src%3Dx%20onerror%3Dplanted%3D1%3E"] {
                try await Dashboard.show("#/networks/\(Mesh.network)/\(page)", in: browser)
                try await browser.isAt("There is nothing here")
                try await browser.click("link", "Go back to the list")
                try await browser.waits(
                    until: "the list is there, and has what it shows",
                    """
                    document.querySelector('.tabs [aria-current]') !== null
                        && document.querySelector('main h1')?.innerText !== 'There is nothing here'
                        && document.querySelector('main .loading') === null
                    """)
                try await Checks.hold("inert", on: page, in: browser)
            }

            // What is the server's is not even asked for.
            let asked = browser.seen.requests.count
            for page in ["users", "users/\(Dashboard.admin)", "history", "welcome"] {
                try await Dashboard.show("#/\(page)", in: browser)
                try await browser.isAt("This is for super admins")
            }
            #expect(browser.seen.requests.dropFirst(asked).filter { $0.contains("/api/") } == [])
            try browser.isClean()
        }
    }

    @Test func `what an admin is given, and what is taken from them, is seen at once`() async throws {
        try await Dashboard.ofBob { mesh, browser in
            func update(_ arguments: String...) async throws {
                _ = try await mesh.nmctl(["user", "update", "bob"] + arguments).printed()
            }
            try await Dashboard.show("#/networks", in: browser)
            try await update("--network", Mesh.network, "--network", Self.other)
            try await browser.reads(Self.other, within: .seconds(2))

            // May they say what machines run, they can at once, and no more when they may not.
            try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
            try await browser.type("Head office", into: "Called")
            let field = "document.querySelector('[name=postUp]')"
            try await update("--commands", "granted")
            try await browser.waits(until: "they may", "\(field) !== null", within: .seconds(2))
            try await update("--commands", "denied")
            try await browser.waits(until: "they may not", "\(field) === null", within: .seconds(2))
            // Which takes nothing from what is typed.
            #expect(
                try await browser.evaluate("document.querySelector('[name=displayName]').value").text == "Head office")

            // A super admin sees the server's pages, for as long as they are one.
            try await Dashboard.show("#/history", in: browser)
            try await browser.isAt("This is for super admins")
            try await update("--super-admin")
            try await browser.isAt("History", within: .seconds(2))
            try await browser.click("link", "Users")
            try await browser.isAt("Users")
            try await update("--network-admin", "--network", Mesh.network)
            try await browser.isAt("This is for super admins", within: .seconds(2))
            #expect(
                !(try await browser.evaluate("document.querySelector('nav.menu').innerText").text ?? "").contains(
                    "Users"))

            // A network that is taken away is not there any more; nor is the last one.
            try await Dashboard.show("#/networks", in: browser)
            try await browser.waits(
                until: "it is gone", "!document.querySelector('main').innerText.includes('\(Self.other)')",
                within: .seconds(2))
            try await update("--no-networks")
            try await browser.reads("No network is yours yet", within: .seconds(2))

            // Nor is it said of oneself any more.
            try await Dashboard.show("#/account", in: browser)
            try await browser.reads("Network admin. Networks: none yet.")
            try await update("--network", Mesh.network)
            try await browser.reads("Network admin. Networks: \(Mesh.network).", within: .seconds(2))
            try browser.isClean()
        }
    }

    fileprivate static let other = "other-net"

    /// Where on the page the other network is named, or anything in it.
    private static func whereabouts(_ browser: Browser) async throws -> [String] {
        let text =
            try await browser.evaluate("document.title + location.href + document.documentElement.outerHTML").text ?? ""
        return text.split(separator: "<").filter { $0.contains("other-n") }.map(String.init)
    }
}

extension Dashboard {
    /// Opens the dashboard for a network admin of the mesh's network, which the first machine is in. The second one is in
    /// another network, in which everything is called `other-n…`. What the page is answered is kept in `window.heard`.
    fileprivate static func ofBob(_ body: (Mesh, Browser) async throws -> Void) async throws {
        try await Mesh.running(machines: 2) { mesh in
            let other = `The programs`.`In a browser`.other
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            try await mesh.createNetwork(other, range: "10.99.0.0/16", range6: "fd00:99::/64")
            _ = try await mesh.join(mesh.machines[0], with: mesh.createKey()).printed()
            _ = try await mesh.join(mesh.machines[1], with: mesh.createKey(of: other)).printed()
            let agents = [
                try await mesh.machines[0].startAgent(), try await mesh.machines[1].startAgent(of: other),
            ]
            try await mesh.allHaveEverything()
            try await furnish(mesh)
            for command in [
                ["key", "create", other, "--name", "other-n-key", "-o", "json"],
                ["dns", "create", other, "other-n-alias", "--node", "node2"],
            ] {
                _ = try await mesh.nmctl(command).printed()
            }
            try await makeNetworkAdmin("bob", mesh)
            try await Browser.running(at: mesh) { browser in
                try await browser.call("Page.addScriptToEvaluateOnNewDocument", ["source": .string(hearing)])
                try await signIn(browser, mesh, as: "bob")
                try await body(mesh, browser)
            }
            for agent in agents { try await agent.stop() }
        }
    }

    /// Keeps what the server answers, streams as well.
    private static let hearing = """
        {
            const original = window.fetch;
            window.heard = [];
            window.fetch = async (...parameters) => {
                const response = await original(...parameters);
                // There are answers that may have no body.
                if (!response.body || response.status === 204) return response;
                const [mine, theirs] = response.body.pipeThrough(new TextDecoderStream()).tee();
                (async () => { for await (const text of mine) window.heard.push(text); })().catch(() => {});
                const {status, headers} = response;
                return new Response(theirs.pipeThrough(new TextEncoderStream()), {status, headers});
            };
        }
        """
}

extension Browser {
    /// Whether it is said that there is nothing where one is.
    var isAbsent: Bool {
        get async throws {
            let heading = try await evaluate("document.querySelector('main h1')?.innerText").text
            return ["There is nothing here", "This is for super admins"].contains(heading)
        }
    }
}
