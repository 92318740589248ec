import FoundationEssentials
import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `a phone is let in by a code and a file that are shown once`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await browser.tools.call(
                "Browser.setDownloadBehavior",
                ["behavior": "allow", "downloadPath": .string(mesh.world.folder)])
            try await Dashboard.show("#/networks/\(Mesh.network)/clients", in: browser)

            // Without a gateway it says what is missing, and goes on as soon as there is one.
            try await browser.click("button", "New external client")
            try await browser.reads("A client enters by a node that is an ingress gateway")
            _ = try await mesh.nmctl("gateway", "ingress", "set", Mesh.network, "node1", "--wait").printed()
            try await browser.type("node2", into: "Name")
            try await browser.click("button", "Make the client")
            try await browser.refuses("[name=name]")
            try await browser.type("phone", into: "Name")
            try await browser.choose("604800", in: "Loses access")
            try await browser.click("button", "Make the client")

            // The code is a picture, the file is what it is to be, and both have all that there is of the key.
            try await browser.reads("In force on all 2.")
            try await browser.waits(
                until: "the code is there", "document.querySelector('.qr img').naturalWidth > 100")
            try await browser.click("link", "Download phone.conf")
            let file = "\(mesh.world.folder)/phone.conf"
            try await eventually("the file is there") { FileManager.default.fileExists(atPath: file) }
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let key = try #require(text.split(separator: "\n").first { $0.hasPrefix("PrivateKey = ") }?.dropFirst(13))
            #expect(key.count == 44 && text.contains("[Peer]"))
            #expect(try await browser.evaluate("document.querySelector('.handed-out code').textContent").text == text)
            try await browser.click("button", "Done, hide it")
            try await browser.waits(until: "it is gone", "!document.documentElement.outerHTML.includes('\(key)')")
            #expect(browser.seen.requests.allSatisfy { !$0.contains(key) })
            try browser.isClean()
        }
    }

    @Test func `a client is shut out, let in, extended, given another file and deleted`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            _ = try await mesh.nmctl("gateway", "ingress", "set", Mesh.network, "node1", "--wait").printed()
            let made = ["client", "create", Mesh.network, "phone", "--gateway", "node1", "-o", "name"]
            _ = try await mesh.nmctl(made).printed()
            try await Dashboard.show("#/networks/\(Mesh.network)/clients", in: browser)
            try await browser.click("link", "phone")
            try await browser.isAt("phone")

            try await browser.click("button", "Disable")
            try await browser.reads("In force on all 2.")
            #expect(try await mesh.client("phone").status == "disabled")
            try await browser.click("button", "Enable")
            try await browser.reads("Let in")
            #expect(try await mesh.client("phone").status == "admitted")

            try await browser.reads("It never loses access.")
            try await browser.choose("2592000", in: "Let it lose access")
            try await browser.click("button", "Set")
            try await browser.reads("It loses access in 30 days")
            #expect(try await mesh.client("phone").expiresAt != nil)

            // Somebody else is faster: who did what is told, and what was typed is kept.
            try await browser.type("telephone", into: "Name")
            _ = try await mesh.nmctl("client", "update", Mesh.network, "phone", "--name", "mobile").printed()
            try await browser.isAt("mobile", within: .seconds(1))
            try await browser.click("button", "Save")
            try await browser.reads("admin changed name from phone to mobile")
            try await browser.click("button", "Save")
            try await browser.isAt("telephone")

            // What its file says is another with its gateway's port, and the page says so.
            _ = try await mesh.move(mesh.machines[0], toPort: 51999)
            try await browser.reads("has changed since it was handed out", within: .seconds(2))
            let before = try await mesh.client("telephone").publicKey
            try await browser.click("button", "File for the key it has")
            try await browser.reads("PRIVATE-KEY-OF-THIS-DEVICE")
            #expect(try await mesh.client("telephone").publicKey == before)
            try await browser.click("button", "New key and file")
            try await browser.reads("The key that the device has now lets nobody in any more.")
            try await browser.click("button", "New key and file")
            try await browser.reads("This is shown once.")
            #expect(try await mesh.client("telephone").publicKey != before)

            try await browser.click("button", "Delete the client")
            try await browser.click("button", "Delete the client")
            try await browser.isAt("External clients")
            try await browser.reads("No external client yet")
            try browser.isClean()
        }
    }
}

/// What `nmctl client show -o json` says, of what is looked at here.
private struct ClientView: Decodable {
    let status: String
    let publicKey: String
    let expiresAt: String?
}

extension Mesh {
    fileprivate func client(_ name: String) async throws -> ClientView {
        try await nmctl("client", "show", Self.network, name, "-o", "json").decoded()
    }
}
