import FoundationEssentials
import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    @Test func `a super admin makes a user, changes what they may do, and deletes them`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            let password = try Dashboard.password(mesh)
            try await Dashboard.show("#/users", in: browser)
            try await browser.click("button", "New user")
            try await browser.type("bob", into: "Name")
            try await browser.type("short", into: "Password")
            try await browser.click("button", "Make the user")
            try await browser.refuses("[name=password]")
            try await browser.type(password, into: "Password")
            try await browser.click("button", "Make the user")
            try await browser.waits(
                until: "bob is listed", "document.querySelector('tbody')?.innerText.includes('bob')")

            // Somebody else is faster: nothing is lost, and who did what is told.
            try await Dashboard.show("#/users/bob", in: browser)
            try await browser.click("checkbox", "Runs \(Mesh.network)")
            _ = try await mesh.nmctl("user", "update", "bob", "--commands", "granted").printed()
            try await browser.click("button", "Save")
            try await browser.reads("admin changed commands from denied to granted")
            try await browser.click("button", "Save")
            try await browser.reads("Networks: \(Mesh.network).")
            let user = try await mesh.nmctl("user", "show", "bob", "-o", "json").printed()
            #expect(user.contains("\"granted\"") && user.contains(Mesh.network))

            // A password that one gives them while one is at their role is no conflict with oneself.
            try await browser.click("checkbox", "May say what machines run")
            try await browser.type(password + " and more", into: "New password")
            try await browser.click("button", "Change the password")
            try await browser.reads("The password is changed, and their sessions are over.")
            try await browser.click("button", "Save")
            try await eventually("it is saved") {
                try await mesh.nmctl("user", "show", "bob", "-o", "json").printed().contains("\"denied\"")
            }
            #expect(try await browser.evaluate("document.querySelector('main [role=alert]') === null").isTrue)

            try await browser.click("button", "Delete bob")
            try await browser.click("button", "Delete")
            try await browser.isAt("Users")
            try await browser.waits(
                until: "bob is no more", "!document.querySelector('tbody').innerText.includes('bob')")
            try browser.isClean()
        }
    }

    @Test func `a token is shown once, and whoever changes their password stays signed in`() async throws {
        try await Dashboard.signedIn { mesh, browser in
            try await Dashboard.show("#/account", in: browser)
            try await browser.click("button", "New token")
            try await browser.type("backups", into: "Name")
            try await browser.click("button", "Make the token")
            try await browser.reads("it is not shown again")
            let token = try await browser.evaluate("document.querySelector('.copyable code').textContent").text ?? ""
            #expect(token.hasPrefix("nmt_"))
            #expect(
                try await browser.evaluate(
                    "JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, document.cookie])"
                ).text?.contains("nmt_") == false)
            try await Dashboard.show("#/networks", in: browser)
            try await Dashboard.show("#/account", in: browser)
            try await browser.reads("backups")
            #expect(try await browser.evaluate("document.body.innerHTML.includes('nmt_')").isTrue == false)

            try await browser.click("button", "Revoke backups")
            try await browser.click("button", "Revoke")
            try await browser.reads("None.")

            let password = try Dashboard.password(mesh)
            try await browser.type("not this one", into: "Current password")
            try await browser.type(password + " and more", into: "New password")
            try await browser.click("button", "Change the password")
            try await browser.waits(
                until: "it is refused", "document.querySelector('main [role=alert]') !== null")
            try await browser.type(password, into: "Current password")
            try await browser.click("button", "Change the password")
            try await browser.reads("Your password is changed")
            try await browser.reads("this one")
            try browser.isClean()
        }
    }
}
