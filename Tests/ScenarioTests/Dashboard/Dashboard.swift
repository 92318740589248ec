import FoundationEssentials
import NetmakerAPI
import Testing

extension `The programs` {
    /// The dashboard in Debian's chromium, of a real server, with real machines.
    @Suite(.enabled(if: Browser.isInstalled, "needs Debian's chromium"))
    struct `In a browser` {}
}

/// What most of its tests do first.
enum Dashboard {
    static let admin = "admin"

    /// Opens the dashboard of a server that has an admin and a network, signed in.
    static func signedIn(
        machines count: Int = 0, _ body: (Mesh, Browser) async throws -> Void
    ) async throws {
        try await Mesh.running(machines: count) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let agents = count > 0 ? try await mesh.joinAll() : []
            try await Browser.running(at: mesh) { browser in
                try await signIn(browser, mesh)
                try await body(mesh, browser)
            }
            for agent in agents { try await agent.stop() }
        }
    }

    static func signIn(_ browser: Browser, _ mesh: Mesh, as user: String = admin) async throws {
        try await browser.go()
        try await giveName(browser, mesh, as: user)
        try await browser.isAt("Overview")
    }

    /// Signs in where one is asked to.
    static func giveName(_ browser: Browser, _ mesh: Mesh, as user: String = admin) async throws {
        try await browser.type(user, into: "Name")
        try await browser.type(password(mesh), into: "Password")
        try await browser.click("button", "Sign in")
    }

    /// Makes a network admin, who has the admin's password.
    static func makeNetworkAdmin(
        _ user: String, of network: String = Mesh.network, _ mesh: Mesh
    ) async throws {
        _ = try await mesh.nmctl(
            "user", "create", user, "--network", network, "--new-password-file", mesh.passwordFile
        ).printed()
    }

    /// As the mesh has it in its file.
    static func password(_ mesh: Mesh) throws -> String {
        try String(contentsOfFile: mesh.passwordFile, encoding: .utf8).filter { $0 != "\n" }
    }

    /// The addresses of all pages there are, for a network, its first machine and who is signed in.
    ///
    /// - Parameter superAdmins: whether those that are super admins' alone are among them.
    static func pages(
        _ browser: Browser, of network: String = Mesh.network, superAdmins: Bool = true
    ) async throws -> [String] {
        let routes = try await browser.evaluate(
            """
            (async () => {
                const main = document.querySelector("script[type=module]").src;
                const {routes} = await import(new URL("./routes.js", main).href);
                return routes.filter((route) => \(superAdmins) || !route.superOnly).map((route) => route.path);
            })()
            """)
        return routes.items.compactMap(\.text).map { path in
            "#"
                + path.replacing(":network", with: network).replacing(":node", with: "node1")
                .replacing(":client", with: "laptop").replacing(":user", with: admin)
        }
    }

    /// Goes to a page, and waits until it is there and has what it shows.
    static func show(_ page: String, in browser: Browser) async throws {
        // What was there before is seen until the next page's code is.
        let count = "performance.getEntriesByName('shown').length"
        let before = try await browser.evaluate("location.hash === '\(page)' ? -1 : \(count)").whole ?? -1
        try await browser.go(to: page)
        try await browser.waits(
            until: "\(page) is there",
            """
            location.hash === '\(page)' && \(count) > \(before) && document.querySelector('main h1') !== null
                && document.querySelector('main .loading') === null
            """)
    }
}
