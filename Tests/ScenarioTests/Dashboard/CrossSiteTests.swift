import FoundationEssentials
import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    /// The other page is of another port of the same host: of all others it is given the most, since to a browser it is
    /// the same site.
    @Test func `the page of another site cannot use the session`() async throws {
        try await Mesh.running(machines: 0) { mesh in
            var other = mesh
            other.number = 1
            _ = try await mesh.startServer()
            _ = try await other.startServer(log: "other.log")
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let outside = other
            try await Browser.running(at: mesh) { browser in
                try await Dashboard.signIn(browser, mesh)
                // A page without any policy of its own.
                try await browser.call("Page.setBypassCSP", ["enabled": true])
                try await browser.call("Page.navigate", ["url": .string(outside.url + "/")])
                try await browser.isAt("A new server")

                // What browsers send without asking carries the cookie, and is nobody's.
                let body = #"{"name": "stolen", "ipv4Range": "10.99.0.0/16"}"#
                let target = "\(mesh.url)/api/v1/networks"
                let sent = try await browser.evaluate(
                    """
                    fetch("\(target)", {method: "POST", mode: "no-cors", credentials: "include", body: '\(body)'})
                        .then((response) => response.type)
                    """)
                #expect(sent.text == "opaque")
                // What says that the session is meant is asked for first, and not allowed; nor is the answer given away.
                for options in [
                    #"{method: "POST", headers: {"Netmaker-Session": "use-cookie"}, body: '\#(body)'}"#,
                    #"{headers: {"Netmaker-Session": "use-cookie"}}"#, "{}",
                ] {
                    let outcome = try await browser.evaluate(
                        """
                        fetch("\(target)", {credentials: "include", ...\(options)})
                            .then((response) => response.text(), (error) => error.name)
                        """)
                    #expect(outcome.text == "TypeError", "\(options)")
                }
                // A form is a change of page, and comes with the cookie on the same site.
                try await browser.evaluate(
                    """
                    {
                        const form = document.createElement("form");
                        Object.assign(form, {method: "post", action: "\(target)", enctype: "text/plain"});
                        const input = document.createElement("input");
                        Object.assign(input, {name: '{"name": "stolen", "ipv4Range": "10.99.0.0/16", "x', value: '": 1}'});
                        form.append(input);
                        document.body.append(form);
                        form.submit();
                    }
                    """)
                try await browser.reads("urn:netmaker:problem:")
                #expect(!(try await mesh.nmctl("network", "list").printed()).contains("stolen"))

                // The session itself is none the worse.
                try await browser.go()
                try await browser.isAt("Overview")
            }
        }
    }
}
