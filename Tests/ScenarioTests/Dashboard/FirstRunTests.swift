import FoundationEssentials
import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `a bare server leads to machines that reach each other`() async throws {
        try await Mesh.running(machines: 2) { mesh in
            let start = ContinuousClock.now
            _ = try await mesh.startServer()
            let code = try String(contentsOfFile: mesh.setupCodeFile, encoding: .utf8).filter { $0 != "\n" }
            try await Browser.running(at: mesh) { browser in
                // Whoever comes first is nobody without the code, and is refused nothing: whether the server waits for its
                // first admin is asked in so many words.
                try await browser.go()
                try await browser.isAt("A new server")
                #expect(browser.seen.refusals == [])
                #expect(browser.seen.requests.contains(browser.origin + "/api/v1/setup"))
                try await browser.type(String(repeating: "A", count: 43), into: "Setup code")
                try await browser.type("alice", into: "Your name")
                try await browser.type(Dashboard.password(mesh), into: "Password")
                try await browser.click("button", "Make me the first admin")
                try await browser.reads("This is not the setup code. Read it from the file that nm-server named")
                #expect(try await browser.evaluate("document.activeElement.name").text == "code")

                // With it they are the first admin, and the rest of what was typed is still there.
                try await browser.type(code, into: "Setup code")
                try await browser.click("button", "Make me the first admin")
                try await browser.isAt("Create a network")

                // A name that is a domain of the Internet is refused where it was typed, with what to do.
                try await browser.type("office", into: "Name")
                try await browser.click("button", "Create the network")
                try await browser.reads("Choose a name that is no domain of the Internet")
                try await browser.type(Mesh.network, into: "Name")
                try await browser.type("10.20.0.0/16", into: "Address range")
                try await browser.click("button", "Create the network")
                try await browser.isAt("Bring in machines")

                // The line to copy is what joins a machine; the page shows it arriving, without being asked.
                try await browser.click("button", "Make an access key")
                try await browser.reads("netclient join -t ")
                try await browser.reads("Waiting for the first machine")
                let line = try await browser.evaluate("document.querySelector('.copyable code').textContent").text
                let words = (line ?? "").split(separator: " ").map(String.init)
                try #require(words.prefix(3) == ["netclient", "join", "-t"])
                for (machine, says) in zip(mesh.machines, ["The first machine is here", "2 machines are here"]) {
                    let token = try TokenFile.write(words[3], in: mesh.world.folder)
                    _ = try await machine.namespace.run([
                        Installation.program("netclient"), "join", "--token-file", token, "--daemon", "off",
                    ]).printed()
                    try await browser.reads(says, within: .seconds(2))
                    _ = try await machine.startAgent()
                }
                try await browser.waits(
                    until: "both are online", "document.querySelectorAll('.arrival .status.good').length === 2")
                try await browser.reads("ping node2.\(Mesh.network)")
                try await mesh.machines[0].reaches("10.20.0.2")
                let took = ContinuousClock.now - start
                #expect(took < .seconds(60))
                print("from the start of a bare server until two machines reach each other:", took)

                // A reload keeps the session, and nothing that could be stolen.
                try await browser.reload()
                try await browser.isAt("Bring in machines")
                #expect(!(try await browser.text).contains("netclient join"))
                let stored = "document.cookie + JSON.stringify([localStorage, sessionStorage])"
                #expect(try await browser.evaluate(stored).text == #"[{"signedIn":"yes"},{}]"#)
                let secrets = [code, words[3]]
                #expect(browser.seen.requests.allSatisfy { address in !secrets.contains { address.contains($0) } })

                // Signed out, nothing is left to be seen; signed in again, the page is where it was.
                try await browser.click("button", "Sign out")
                try await browser.isAt("Sign in")
                #expect(!(try await browser.text).contains("node1"))
                #expect(try await browser.evaluate(stored).text == "[{},{}]")
                try await browser.type("alice", into: "Name")
                try await browser.type(Dashboard.password(mesh), into: "Password")
                try await browser.press("Enter")
                try await browser.isAt("Bring in machines")

                try browser.isClean()
            }
        }
    }
}

/// A token as a file: others on the machine can read command lines.
private enum TokenFile {
    static func write(_ token: String, in folder: String) throws -> String {
        let path = folder + "/token"
        try Data((token + "\n").utf8).write(to: URL(filePath: path))
        return path
    }
}

extension Browser {
    /// That nothing went wrong in the page, and nobody but the server was asked.
    func isClean() throws {
        #expect(seen.problems == [])
        #expect(seen.requests.filter { !$0.hasPrefix(origin + "/") && !$0.hasPrefix("data:") } == [])
    }
}
