import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `the main deeds need nothing but a keyboard`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            _ = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await Browser.running(at: mesh) { browser in
                // In: the first field has the focus, and so has each page's heading.
                try await browser.go()
                try await browser.isAt("Sign in")
                try await browser.write(Dashboard.admin)
                try await browser.press("Tab")
                try await browser.write(try Dashboard.password(mesh))
                try await browser.press("Enter")
                try await browser.isAt("Overview")
                try await browser.waits(
                    until: "the heading has the focus", "document.activeElement.localName === 'h1'")

                // A network, and the key to it.
                try await browser.tabs(to: "Create the first one")
                try await browser.press("Enter")
                try await browser.isAt("Create a network")
                try await browser.waits(until: "its name is asked", "document.activeElement.name === 'name'")
                try await browser.write(Mesh.network)
                try await browser.press("Tab")
                try await browser.evaluate("document.activeElement.select()")
                try await browser.write("10.20.0.0/16")
                try await browser.press("Enter")
                try await browser.isAt("Bring in machines")
                let agents = try await mesh.joinAll()
                try await browser.tabs(to: "Go to the network")
                try await browser.press("Enter")
                try await browser.isAt(Mesh.network)

                // From node to node, to one, and back.
                try await browser.waits(
                    until: "both are drawn", "document.querySelectorAll('.drawing .spot').length === 2")
                try await browser.waits(
                    until: "the picture has the focus",
                    "(document.querySelector('.drawing').focus(), document.activeElement.matches('.drawing'))")
                try await browser.press("End")
                try await browser.reads("All about it, and change it")
                try await browser.press("Enter")
                try await browser.waits(until: "the node has the focus", "document.activeElement.localName === 'h2'")
                try await browser.tabs(to: "All about it, and change it")
                try await browser.press("Enter")
                try await browser.waits(
                    until: "its page is there", "document.querySelector('.node-head .status') !== null")

                // What asks first is answered by keys, and the focus is never lost.
                try await browser.tabs(to: "Disconnect")
                try await browser.press("Enter")
                try await browser.reads("stays a node, and has no links")
                try await browser.press("Escape")
                try await browser.waits(
                    until: "the focus is back", "document.activeElement.innerText === 'Disconnect'")
                try await browser.press(" ")
                try await browser.waits(
                    until: "the question has it", "document.activeElement.closest('.asking') !== null")
                try await browser.press("Enter")
                try await browser.reads("An admin has disconnected it.")
                try await browser.isSomewhere()
                try await browser.tabs(to: "Connect")
                try await browser.press("Enter")
                try await browser.waits(
                    until: "it is online", "document.querySelector('.node-head .status.good') !== null")
                try await browser.isSomewhere()

                // Names: made, changed, deleted.
                try await browser.tabs(to: "DNS", backwards: true)
                try await browser.press("Enter")
                try await browser.isAt("DNS")
                try await browser.tabs(to: "New name")
                try await browser.press("Enter")
                try await browser.waits(until: "the name is asked", "document.activeElement.name === 'name'")
                try await browser.write("db")
                try await browser.press("Tab")
                try await browser.press("Tab")
                try await browser.write("192.0.2.9")
                try await browser.press("Enter")
                try await browser.reads("db.\(Mesh.network)")
                try await browser.waits(
                    until: "the focus is back", "document.activeElement.innerText === 'New name'")
                try await browser.hears("db is added")
                try await browser.tabs(to: "Change db")
                try await browser.press("Enter")
                try await browser.waits(
                    until: "the form has the focus", "document.activeElement.closest('form') !== null")
                try await browser.press("Escape")
                try await browser.waits(
                    until: "the focus is back", "document.activeElement.ariaLabel === 'Change db'")
                try await browser.tabs(to: "Delete db")
                try await browser.press("Enter")
                try await browser.press("Enter")
                try await browser.reads("No name besides")
                try await browser.hears("db is deleted")
                try await browser.isSomewhere()

                // And out.
                try await browser.tabs(to: "Sign out", backwards: true)
                try await browser.press("Enter")
                try await browser.isAt("Sign in")
                try await browser.waits(until: "the name is asked", "document.activeElement.name === 'user'")
                try browser.isClean()
                for agent in agents { try await agent.stop() }
            }
        }
    }
}

extension Browser {
    /// Types where the focus is.
    fileprivate func write(_ text: String) async throws { try await call("Input.insertText", ["text": .string(text)]) }

    /// Goes by Tab until what is called so has the focus, and looks at every stop that this can be seen.
    fileprivate func tabs(to name: String, backwards isBackwards: Bool = false) async throws {
        let focus = """
            (() => {
                const {activeElement: element} = document;
                const name = element.ariaLabel ?? element.labels?.[0]?.innerText ?? element.innerText;
                const isShown = element === document.body || getComputedStyle(element).outlineStyle !== "none"
                    || element.matches("h1, h2, main, .drawing");
                return [name.trim(), isShown, element.outerHTML.slice(0, 100)];
            })()
            """
        var stops: [String] = []
        for _ in 1...120 {
            try await press("Tab", backwards: isBackwards)
            let stop = try await evaluate(focus).items
            #expect(stop[1].isTrue, "\(stop[2]) does not show that it has the focus")
            stops.append(stop[0].text ?? "")
            if stop[0].text == name { return }
        }
        throw TooLate(description: "no key leads to \(name): \(stops)")
    }

    /// Waits until something is said aloud.
    fileprivate func hears(_ text: String) async throws {
        try await waits(
            until: "\(text) is said", "document.querySelector('[role=status].unseen').textContent === '\(text)'")
    }

    /// That whoever types is still somewhere on the page.
    fileprivate func isSomewhere() async throws {
        try await waits(until: "the focus is on the page", "document.activeElement !== document.body")
    }
}
