import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    /// Every field of every form, on every page. What is typed is markup: the server quotes it in what it says.
    @Test func `what the server refuses stands at its field, on every form, as text`() async throws {
        try await Dashboard.signedIn(machines: 1) { mesh, browser in
            try await Dashboard.furnish(mesh)
            try await Dashboard.makeNetworkAdmin("bob", mesh)
            for form in Self.forms {
                try await Dashboard.show("#/\(form.page)", in: browser)
                for opener in form.openers { try await browser.click("button", opener) }
                try await browser.waits(
                    until: "\(form.page) has a form", "document.querySelector('main form') !== null")
                try await Checks.hold(
                    "refusals", on: "\(form.page) \(form.openers)",
                    with: "{wrong: \(Self.wrong), others: \(Self.others), accepts: \(form.accepts)}", in: browser)
                for scheme in [Browser.Scheme.light, .dark] {
                    try await browser.prefer(scheme)
                    try await Checks.hold("contrast", on: "\(form.page), \(scheme)", in: browser)
                }
                try await Checks.hold("accessibility", on: form.page, in: browser)
                try await Checks.hold("inert", on: "\(form.page)", in: browser)
            }
            #expect(try await mesh.nodes().map(\.name) == ["node1"])
            try browser.isClean()
        }
    }

    private static let wrong = #"`<img src=x onerror="planted=1"><b class=planted>`"#
    /// What fields hold while another one is tried.
    private static let others = #"""
        {name: "spare", password: "four words that nobody knows", ranges: "192.168.99.0/24", addresses: "192.0.2.1",
            currentPassword: "four words that nobody knows", ipv4Range: "10.88.0.0/16"}
        """#

    private struct Form {
        let page: String
        var openers: [String] = []
        /// Fields that take any text.
        var accepts: [String] = []
    }

    private static let forms: [Form] = {
        let network = "networks/\(Mesh.network)"
        return [
            Form(page: "welcome"),
            Form(page: "\(network)/keys", openers: ["New access key"]),
            Form(page: "\(network)/clients", openers: ["New external client"]),
            Form(page: "\(network)/clients/laptop"),
            Form(page: "\(network)/dns", openers: ["New name"]),
            Form(page: "\(network)/dns", openers: ["Change db"]),
            // The filter's name of an object may be any.
            Form(page: "\(network)/history", accepts: ["name"]),
            Form(page: "\(network)/settings", accepts: ["displayName", "postUp", "postDown"]),
            Form(page: "\(network)/nodes/node1", accepts: ["postUp", "postDown"]),
            Form(page: "\(network)/nodes/node1", openers: ["Set up: Egress gateway"], accepts: ["postUp", "postDown"]),
            Form(
                page: "\(network)/nodes/node1", openers: ["Change: Ingress gateway"], accepts: ["postUp", "postDown"]),
            Form(page: "\(network)/nodes/node1", openers: ["Set up: Extra ranges"], accepts: ["postUp", "postDown"]),
            Form(page: "\(network)?node=node1"),
            Form(page: "users", openers: ["New user"]),
            Form(page: "users/bob"),
            Form(page: "history", accepts: ["name"]),
            Form(page: "account", openers: ["New token"]),
        ]
    }()
}
