import FoundationEssentials
import Glibc
import NetmakerAPI
import Subprocess
import Synchronization

/// A page in Debian's chromium, which no one sees, driven by what a person would do: go somewhere, click what is called
/// so, type, read. It runs where the server's router is, with nothing of the machine's own.
struct Browser: Sendable {
    let tools: DevTools
    /// The page, as the tools name it.
    let session: String
    let seen: Observations
    /// Where the dashboard is, such as "https://198.51.100.1:8081".
    let origin: String

    static let program = "/usr/bin/chromium"
    static let isInstalled = access(program, X_OK) == 0

    /// Opens a browser for as long as `body` runs.
    static func running(at mesh: Mesh, _ body: (Browser) async throws -> Void) async throws {
        let home = try ScratchFolder.make("nm-browser")
        defer { home.remove() }
        // The pipe is the browser's descriptors 3 and 4; here it is what goes in and comes out.
        // It would have itself served before all others, which what runs beside it has not deserved.
        let script = "exec setpriv --bounding-set -sys_nice \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>\"$HOME/log\""
        let command = ["bash", "-euc", script, "browser", program] + options(home.path)
        let seen = Observations()
        try await mesh.world.router.converse(
            command, environment: ["HOME": home.path, "TMPDIR": home.path]
        ) { output, write in
            let (asked, asks) = AsyncStream<DevTools.Event>.makeStream()
            let tools = DevTools(events: Observations.events.union([WebFolder.event]), write: write) { event in
                seen.note(event)
                if event.method == WebFolder.event { asks.yield(event) }
            }
            let answering = Task {
                for await event in asked { try await WebFolder.chosen?.answer(event, tools) }
            }
            let reader = Task {
                for try await bytes in output { try await tools.read(bytes) }
                await tools.end()
            }
            defer {
                reader.cancel()
                answering.cancel()
            }
            let browser = try await Browser(tools, seen, origin: mesh.url)
            try await body(browser)
            try await tools.call("Browser.close")
        }
    }

    private static func options(_ home: String) -> [String] {
        [
            // Root has no sandbox of chromium's; what it opens is ours.
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--disable-sync",
            "--hide-scrollbars", "--remote-debugging-pipe", "--user-data-dir=\(home)/profile",
            // The server's certificate is its own.
            "--ignore-certificate-errors", "--lang=en", "about:blank",
        ]
    }

    /// Another page of the same browser, which is then the one that is seen.
    func another() async throws -> Browser { try await Browser(tools, seen, origin: origin) }

    private init(_ tools: DevTools, _ seen: Observations, origin: String) async throws {
        self.tools = tools
        self.seen = seen
        self.origin = origin
        let target = try await tools.call("Target.createTarget", ["url": "about:blank"])
        let attached = try await tools.call(
            "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
        session = attached["sessionId"]?.text ?? ""
        for domain in ["Page", "Runtime", "Network", "Log", "DOM", "Accessibility"] {
            try await call("\(domain).enable")
        }
        try await WebFolder.chosen?.begin(self)
        try await size(1280, 900)
    }

    /// Another page of the same browser, which shares its cookies; it is what is looked at then.
    func anotherTab() async throws -> Browser { try await Browser(tools, seen, origin: origin) }

    /// Has this page be the one that is looked at: no other takes clicks or keys.
    func comesToFront() async throws { try await call("Page.bringToFront") }

    /// Has the page do something.
    @discardableResult
    func call(_ method: String, _ parameters: JSONValue = [:]) async throws -> JSONValue {
        try await tools.call(method, parameters, session: session)
    }

    // MARK: Going and looking

    /// Goes to a page of the dashboard, such as "#/networks".
    func go(to page: String = "") async throws {
        let isThere = try await evaluate("location.href.startsWith('\(origin)')").isTrue
        if isThere && page.hasPrefix("#") {
            try await evaluate("location.hash = '\(page)'")
        } else {
            try await load("\(origin)/\(page)")
        }
    }

    /// Loads a page, once: what becomes of its parts is the page's own affair.
    private func load(_ address: String) async throws {
        let answer = try await call("Page.navigate", ["url": .string(address)])
        if let error = answer["errorText"]?.text { throw DevTools.Refusal(description: "\(address): \(error)") }
        try await waits(until: "a page is shown", "performance.getEntriesByName('shown').length > 0")
    }

    func reload() async throws { try await call("Page.reload") }

    /// How large the window is, in CSS pixels.
    func size(_ width: Int, _ height: Int, phone: Bool = false) async throws {
        try await call(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .integer(width), "height": .integer(height), "deviceScaleFactor": phone ? 2 : 1,
                "mobile": .boolean(phone),
            ])
        // It is told with the next frame.
        try await evaluate("new Promise((resolve) => requestAnimationFrame(() => resolve(null)))")
    }

    enum Scheme: String { case light, dark }

    /// What moves is not the same in two pictures.
    func prefer(_ scheme: Scheme, stillness: Bool = true) async throws {
        try await call(
            "Emulation.setEmulatedMedia",
            [
                "features": [
                    ["name": "prefers-color-scheme", "value": .string(scheme.rawValue)],
                    ["name": "prefers-reduced-motion", "value": stillness ? "reduce" : "no-preference"],
                ]
            ])
    }

    /// Runs JavaScript in the page, by the tools and so outside of its policy.
    @discardableResult
    func evaluate(_ expression: String) async throws -> JSONValue {
        let answer = try await call(
            "Runtime.evaluate",
            ["expression": .string(expression), "awaitPromise": true, "returnByValue": true, "userGesture": true])
        if let exception = answer["exceptionDetails"] {
            throw DevTools.Refusal(
                description: exception["exception"]?["description"]?.text ?? exception["text"]?.text ?? "\(exception)")
        }
        return answer["result"]?["value"] ?? .null
    }

    /// What a person reads on the page.
    var text: String { get async throws { try await evaluate("document.body.innerText").text ?? "" } }

    /// Waits until something holds in the page.
    ///
    /// - Parameters:
    ///   - what: the condition, for whoever reads the failure.
    ///   - expression: JavaScript that gives true.
    func waits(
        until what: String, _ expression: String, within limit: Duration = .seconds(20)
    ) async throws {
        do {
            // A page that is just being left has nothing to ask.
            try await eventually(what, within: limit) { (try? await evaluate(expression).isTrue) ?? false }
        } catch let error as TooLate {
            throw TooLate(description: "\(error)\non the page: \(try await text)\n\(seen.problems + seen.failures)")
        }
    }

    /// Waits until the page says something.
    func reads(_ text: String, within limit: Duration = .seconds(20)) async throws {
        let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
        try await waits(until: "the page says \(text)", "document.body.innerText.includes(\(quoted))", within: limit)
    }

    /// Waits until the page with this heading is there.
    func isAt(_ heading: String, within limit: Duration = .seconds(20)) async throws {
        let quoted = String(decoding: try JSONEncoder().encode(heading), as: UTF8.self)
        try await waits(
            until: "the page \(heading) is there", "document.querySelector('main h1')?.innerText === \(quoted)",
            within: limit)
    }

    /// Waits until a field is marked as what was refused.
    ///
    /// - Parameter field: a CSS selector.
    func refuses(_ field: String) async throws {
        try await waits(
            until: "\(field) is marked", "document.querySelector('\(field)')?.getAttribute('aria-invalid') === 'true'")
    }

    /// The window as a picture, PNG.
    func picture() async throws -> [UInt8] {
        let answer = try await call("Page.captureScreenshot", ["format": "png"])
        return Array(Data(base64Encoded: answer["data"]?.text ?? "") ?? Data())
    }
}
