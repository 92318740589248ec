import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    /// Every text that the server answers with, or tells by its stream, comes with markup at its end: on no page does it
    /// become any, wherever it stands.
    @Test func `no name becomes anything but text`() async throws {
        try await Dashboard.signedIn(machines: 1) { mesh, browser in
            try await Dashboard.furnish(mesh)
            let pages = try await Dashboard.pages(browser)
            try await browser.call("Page.addScriptToEvaluateOnNewDocument", ["source": .string(Self.planting)])
            try await browser.reload()
            try await browser.isAt("Overview")
            for page in pages + [
                "#/networks/\(Mesh.network)?node=node1", "#/\(Self.address)", "#/networks/\(Self.address)",
            ] {
                try await Dashboard.show(page, in: browser)
                // What is closed is opened, and what asks first is asked.
                try await browser.evaluate(
                    """
                    document.querySelectorAll("details").forEach((one) => { one.open = true; });
                    document.querySelectorAll("main button.danger.quiet, main button[aria-expanded=false]")
                        .forEach((one) => one.click());
                    """)
                try await Checks.hold("inert", on: "\(page)", in: browser)
                let isThere = "document.documentElement.outerHTML.includes('window.planted')"
                #expect(try await browser.evaluate(isThere).isTrue || page == "#/welcome", "\(page) shows none")
            }

            // It was there to be seen, in what is said aloud, and in the window's title.
            try await Dashboard.show("#/networks/\(Mesh.network)/nodes/node1", in: browser)
            for place in ["document.title", "document.querySelector('main').innerText"] {
                #expect(try await browser.evaluate("\(place).includes('<script>window.planted=1</script>')").isTrue)
            }
            try await Dashboard.show("#/networks/\(Mesh.network)/keys", in: browser)
            #expect(
                try await browser.evaluate(
                    "[...document.querySelectorAll('[aria-label]')].some((one) => one.ariaLabel.includes('<script>'))"
                ).isTrue)
            // What is copied is that text, and nothing else beside it.
            try await browser.tools.call(
                "Browser.grantPermissions", ["permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]])
            try await browser.click("button", "New access key")
            try await browser.click("button", "Make the key")
            try await browser.click("button", "Copy token")
            try await browser.waits(
                until: "it is copied", "document.querySelector('.copyable [data-done]') !== null")
            let copied = try await browser.evaluate(
                """
                (async () => {
                    const [item] = await navigator.clipboard.read();
                    return [item.types.join(), await navigator.clipboard.readText()];
                })()
                """)
            let token = try await browser.evaluate("document.querySelector('code[aria-label=token]').textContent")
            #expect(copied.items == ["text/plain", token] && token.text?.contains("<script>") == true)

            // What happens meanwhile comes with it as well.
            for page in ["nodes", "nodes/node1", "history", "dns"] {
                try await Dashboard.show("#/networks/\(Mesh.network)/\(page)", in: browser)
                let told = try await browser.evaluate("window.told").whole ?? 0
                _ = try await mesh.nmctl(
                    "node", "update", Mesh.network, "node1", "--tag", page.replacing("/", with: "-")
                ).printed()
                try await browser.waits(until: "it is told", "window.told > \(told)")
                try await browser.waits(
                    until: "it is seen, or nothing is to be", "document.querySelector('main .loading') === null")
                try await Checks.hold("inert", on: "\(page)", in: browser)
            }
            try browser.isClean()
        }
    }

    @Test func `what were markup all the same would not run, nor ask anybody else`() async throws {
        try await Dashboard.signedIn { _, browser in
            let attempts = [
                "document.body.innerHTML = '<b>x</b>'", "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
                "document.createElement('script').text = 'window.planted = 1'", "setTimeout('window.planted = 1', 0)",
                "new Worker('data:text/javascript,')", "document.createElement('iframe').srcdoc = '<b>x</b>'",
            ]
            for attempt in attempts {
                let outcome = try await browser.evaluate(
                    "(() => { try { \(attempt); return 'taken'; } catch (error) { return error.name; } })()")
                #expect(outcome.text == "TypeError", "\(attempt)")
            }
            // What gets past that is stopped by where things may come from.
            let stopped = try await browser.evaluate(
                """
                (async () => {
                    const directives = [];
                    document.addEventListener("securitypolicyviolation", (event) => {
                        directives.push(event.effectiveDirective);
                    });
                    const put = (name, attributes) => {
                        document.body.append(Object.assign(document.createElement(name), attributes));
                    };
                    put("img", {src: "https://elsewhere.example/x.png"});
                    put("link", {rel: "stylesheet", href: "https://elsewhere.example/x.css"});
                    put("p", {});
                    document.body.lastChild.setAttribute("style", "color: red");
                    const asked = await fetch("https://elsewhere.example/").catch((error) => error.name);
                    await new Promise((resolve) => setTimeout(resolve, 100));
                    return [asked, ...directives.sort()];
                })()
                """)
            #expect(
                stopped.items.compactMap(\.text) == [
                    "TypeError", "connect-src", "img-src", "style-src-attr", "style-src-elem",
                ])
            #expect(try await browser.evaluate("window.planted === undefined").isTrue)
        }
    }

    /// As a part of an address.
    private static let address = "%22%3E%3Cimg%20src%3Dx%20onerror%3Dwindow.planted%3D1%3E"

    /// Adds markup to every text of every answer, but for what is no text: times, and words that pages decide by. Of what
    /// is told, also not to what says which object to read.
    private static let planting = """
        {
            const original = window.fetch;
            const markup = `"'><script>window.planted=1</scr` + `ipt><img src=x onerror="window.planted=1"><b class=planted>`;
            const words = ["status", "kind", "deed", "role", "admission", "commands", "dnsRecord"];
            window.told = 0;
            function plant(value, left, key) {
                if (Array.isArray(value)) return value.map((item) => plant(item, left, key));
                if (value !== null && typeof value === "object") {
                    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plant(item, left, name)]));
                }
                if (typeof value !== "string" || left.includes(key) || /^\\d{4}-\\d\\d-\\d\\dT/.test(value)) return value;
                return value + markup;
            }
            function plantLine(line) {
                if (!line.startsWith("data: ")) return line;
                window.told += 1;
                const left = [...words, "network", "id", "nodes"];
                return "data: " + JSON.stringify(plant(JSON.parse(line.slice(6)), left, ""));
            }
            function plantStream() {
                let rest = "";
                return new TransformStream({transform(text, controller) {
                    const lines = (rest + text).split("\\n");
                    rest = lines.pop();
                    for (const line of lines) controller.enqueue(plantLine(line) + "\\n");
                }});
            }
            window.fetch = async (address, options) => {
                const response = await original(address, options);
                const type = response.headers.get("Content-Type") ?? "";
                const {status, headers} = response;
                if (type.includes("event-stream")) {
                    const planted = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(plantStream());
                    return new Response(planted.pipeThrough(new TextEncoderStream()), {status, headers});
                }
                if (!type.includes("json")) return response;
                return new Response(JSON.stringify(plant(await response.json(), words, "")), {status, headers});
            };
        }
        """
}
