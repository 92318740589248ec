import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `what is being typed outlives the session, for whoever typed it`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/dns", in: browser)
            try await browser.click("button", "New name")
            try await browser.type("sqlserver", into: "Name")
            try await browser.type("192.0.2.77", into: "Addresses")

            // The session ends; nothing of it is left to be seen, and meanwhile others go on.
            try await mesh.endSessionsElsewhere()
            try await browser.reads("Your session is over", within: .seconds(3))
            #expect(
                !(try await browser.evaluate("document.documentElement.outerHTML").text ?? "").contains("sqlserver"))
            _ = try await mesh.nmctl("dns", "create", Mesh.network, "db", "--address", "192.0.2.9").printed()

            // Whoever is back goes on where they were, and sees what came.
            try await Dashboard.giveName(browser, mesh)
            try await browser.isAt("DNS")
            try await browser.reads("db.\(Mesh.network)")
            #expect(try await browser.evaluate("document.querySelector('[name=name]').value").text == "sqlserver")
            #expect(try await browser.evaluate("document.activeElement.name").text == "addresses")
            try await browser.press("Enter")
            try await browser.reads("sqlserver.\(Mesh.network)")
            try browser.isClean()
        }
    }

    @Test func `a session that ends while a form is sent takes nothing, and hands nothing to another`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            try await Dashboard.makeNetworkAdmin("bob", mesh)
            try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
            // The page finds out by what it asks for, before it is told.
            try await browser.call(
                "Network.setBlockedURLs", ["urlPatterns": [["urlPattern": "*://*:*/api/v1/events*", "block": true]]])
            try await browser.type("Head office", into: "Called")
            try await mesh.endSessionsElsewhere()
            _ = try await mesh.nmctl("network", "update", Mesh.network, "--display-name", "Annex").printed()
            try await browser.press("Enter")
            try await browser.reads("Your session is over")
            try await Dashboard.giveName(browser, mesh)
            try await browser.isAt("Settings")
            let field = "document.querySelector('[name=displayName]')?.value"
            #expect(try await browser.evaluate(field).text == "Head office")
            #expect(try await browser.evaluate("document.querySelectorAll('main [role=alert]').length").whole == 0)
            // What another made of it meanwhile is told before it is changed.
            try await browser.press("Enter")
            try await browser.reads("admin changed displayName from \(Mesh.network) to Annex")

            try await mesh.endSessionsElsewhere()
            try await browser.press("Enter")
            try await browser.reads("Your session is over")
            try await Dashboard.giveName(browser, mesh, as: "bob")
            try await browser.isAt("Settings")
            try await browser.waits(until: "the form is there", "\(field) === 'Annex'")
            #expect(
                !(try await browser.evaluate("document.documentElement.outerHTML").text ?? "").contains("Head office"))
        }
    }

    @Test func `what is shown once goes with the session, and what was typed beside it stays`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/keys", in: browser)
            try await browser.click("button", "New access key")
            try await browser.type("laptops", into: "Name optional")
            try await browser.click("button", "Make the key")
            try await browser.reads("Key laptops is made")
            let token = try await browser.evaluate("document.querySelector('[aria-label=token]').textContent").text
            try await browser.click("button", "Change laptops")
            try await browser.type("notebooks", into: "Name")

            try await mesh.endSessionsElsewhere()
            try await browser.reads("Your session is over", within: .seconds(3))
            try await Dashboard.giveName(browser, mesh)
            try await browser.isAt("Access keys")
            #expect(try await browser.evaluate("document.querySelector('[name=name]').value").text == "notebooks")
            let page = try await browser.evaluate("document.documentElement.outerHTML").text ?? ""
            #expect(!page.contains(try #require(token)) && !page.contains("This is shown once"))
            try await browser.click("button", "Save")
            try await browser.waits(
                until: "the key has its new name", "document.querySelector('tbody').innerText.includes('notebooks')")
            try browser.isClean()
        }
    }

    @Test func `whoever signs out leaves nothing to be seen, however long the next page takes`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            try await Dashboard.show("#/networks/\(Mesh.network)/nodes", in: browser)
            // From here on nothing of the dashboard is there before it was asked for, and comes late.
            try await browser.call("Network.setCacheDisabled", ["cacheDisabled": true])
            try await browser.reload()
            try await browser.isAt("Nodes")
            try await browser.reads("Live")
            try await browser.late(by: 2_000)
            try await browser.click("button", "Sign out")
            try await browser.waits(
                until: "nothing of it is seen", "!document.documentElement.outerHTML.includes('\(Mesh.network)')")
            if WebFolder.chosen == nil {
                #expect(try await browser.evaluate("document.querySelector('main').innerText").text == "Loading …")
            }
            try await browser.late(by: 0)
            try await browser.reads("You have signed out.")
            try browser.isClean()
        }
    }

    @Test func `signing out and in is seen in the other tab`() async throws {
        try await Dashboard.signedIn { mesh, first in
            try await Dashboard.makeNetworkAdmin("bob", mesh)
            let second = try await first.anotherTab()
            try await second.go()
            try await second.isAt("Overview")
            try await Dashboard.show("#/history", in: second)

            try await first.comesToFront()
            try await first.click("button", "Sign out")
            try await first.reads("You have signed out.")
            try await second.reads("Your session is over", within: .seconds(5))
            #expect(!(try await second.text).contains(Mesh.network))

            // Another signs in: the tab that is looked at again is theirs, with nothing of the one before.
            try await first.comesToFront()
            try await Dashboard.giveName(first, mesh, as: "bob")
            try await first.isAt("Overview")
            try await second.comesToFront()
            try await second.evaluate("window.dispatchEvent(new Event('focus'))")
            try await second.isAt("This is for super admins")
            try await second.reads("bob")

            // A tab that slept through that finds out by its stream.
            try await Dashboard.show("#/networks", in: second)
            try await second.reads("Live")
            try await first.comesToFront()
            try await first.click("button", "Sign out")
            try await Dashboard.giveName(first, mesh)
            try await first.reads("New network")
            try await second.comesToFront()
            try await second.evaluate("window.dispatchEvent(new Event('focus'))")
            try await second.waits(
                until: "it is the admin's", "document.querySelector('.who a').innerText === 'admin'",
                within: .seconds(10))
            try first.isClean()
        }
    }

    @Test func `what waits for the server goes on by itself when it is back`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let server = try await mesh.startServer()
            _ = try await mesh.setUp().printed()
            try await mesh.createNetwork()
            let agents = try await mesh.joinAll()
            try await Browser.running(at: mesh) { browser in
                try await Dashboard.signIn(browser, mesh)
                // The code of both pages is there, and neither was read.
                try await Dashboard.show("#/networks/\(Mesh.network)/history", in: browser)
                try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
                try await browser.reads("Live")
                try await server.stop()
                try await browser.reads("Reconnecting", within: .seconds(5))

                // What was typed is not lost, and it is said why it was not done.
                try await browser.type("Head office", into: "Called")
                try await browser.press("Enter")
                try await browser.reads("Check that nm-server runs and that this device has a connection")
                // A page that is gone to now says the same.
                try await browser.go(to: "#/networks/\(Mesh.network)/history")
                try await browser.isAt("History")
                try await browser.reads("The server cannot be reached.")
                let next = try await mesh.startServer(log: "server-2.log")
                try await browser.reads("added network \(Mesh.network)")
                #expect(!(try await browser.text).contains("cannot be reached"))

                // How far a change has come is told on, too.
                try await agents[0].stop()
                try await Dashboard.show("#/networks/\(Mesh.network)/settings", in: browser)
                try await browser.type("Head office", into: "Called")
                try await browser.press("Enter")
                try await browser.reads("In force on 1 of 2.")
                try await next.stop()
                try await browser.reads("Reconnecting", within: .seconds(5))
                let last = try await mesh.startServer(log: "server-3.log")
                let agent = try await mesh.machines[0].startAgent()
                try await browser.reads("In force on all 2.", within: .seconds(40))
                #expect(browser.seen.problems == [])
                try await agent.stop()
                try await last.stop()
            }
            try await agents[1].stop()
        }
    }
}

/// What `nmctl session list -o json` says, of what is looked at here.
private struct SessionView: Decodable {
    let id: String
    let isCurrent: Bool
}

extension Browser {
    /// Has every answer come so much later, in milliseconds.
    fileprivate func late(by time: Int) async throws {
        try await call(
            "Network.emulateNetworkConditions",
            ["offline": false, "latency": .integer(time), "downloadThroughput": -1, "uploadThroughput": -1])
    }
}

extension Mesh {
    /// Ends the admin's sessions, but for nmctl's own.
    fileprivate func endSessionsElsewhere() async throws {
        let sessions: [SessionView] = try await nmctl("session", "list", "-o", "json").decoded()
        for session in sessions where !session.isCurrent {
            _ = try await nmctl("session", "revoke", session.id).printed()
        }
    }
}
