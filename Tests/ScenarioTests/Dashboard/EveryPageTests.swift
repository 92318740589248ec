import FoundationEssentials
import Glibc
import NetmakerAPI
import Testing

extension `The programs`.`In a browser` {
    /// `NM_SCREENSHOTS` names a folder, in which the pictures are left to be looked at.
    @Test func `every page is there in light, in the dark and on a phone`() async throws {
        try await Dashboard.signedIn(machines: 2) { mesh, browser in
            try await Dashboard.furnish(mesh)
            let folder = getenv("NM_SCREENSHOTS").map { String(cString: $0) } ?? mesh.world.folder
            for page in try await Dashboard.pages(browser) {
                for look in Look.all {
                    try await browser.size(look.width, look.height, phone: look.isPhone)
                    try await browser.prefer(look.scheme)
                    try await Dashboard.show(page, in: browser)
                    try await Checks.hold("narrow", on: "\(page), \(look.name)", in: browser)
                    try await Checks.hold("contrast", on: "\(page), \(look.name)", in: browser)
                    try await Checks.hold("stillness", on: "\(page), \(look.name)", in: browser)
                    let picture = try await browser.picture()
                    #expect(picture.count > 2000)
                    let name = page.dropFirst(2).replacing("/", with: "-")
                    let file = "\(folder)/\(name.isEmpty ? "overview" : name)-\(look.name).png"
                    try Data(picture).write(to: URL(filePath: file))
                }
            }
            try browser.isClean()
        }
    }

    /// Style sheets stay in force once they are there.
    @Test func `a page looks the same wherever one was before`() async throws {
        try await Dashboard.signedIn(machines: 1) { mesh, browser in
            try await Dashboard.furnish(mesh)
            let pages = try await Dashboard.pages(browser)
            // What arrives, does so slowly otherwise.
            try await browser.prefer(.light)
            var alone: [String: Set<String>] = [:]
            for page in pages {
                try await Dashboard.show(page, in: browser)
                try await browser.reload()
                try await Dashboard.show(page, in: browser)
                alone[page] = Set(try await Checks.run("looks", in: browser))
            }
            for page in pages { try await Dashboard.show(page, in: browser) }
            for page in pages {
                try await Dashboard.show(page, in: browser)
                let others = Set(try await Checks.run("looks", in: browser)).symmetricDifference(alone[page] ?? [])
                #expect(others.sorted() == [], "\(page)")
            }
            try browser.isClean()
        }
    }

    @Test func `every page is known to who listens to it`() async throws {
        try await Dashboard.signedIn(machines: 1) { mesh, browser in
            try await Dashboard.furnish(mesh)
            for page in try await Dashboard.pages(browser) {
                try await Dashboard.show(page, in: browser)
                let tree = try await browser.accessibilityTree()
                let needNames: Set = [
                    "button", "link", "textbox", "searchbox", "spinbutton", "combobox", "checkbox", "navigation",
                    "table",
                    "image", "columnheader", "rowheader", "heading", "progressbar", "region", "complementary",
                    "DisclosureTriangle",
                ]
                let nameless = tree.filter { needNames.contains($0.role) && $0.name.isEmpty }
                #expect(nameless.map(\.role) == [], "\(page)")
                for landmark in ["main", "banner"] {
                    #expect(tree.count { $0.role == landmark } == 1, "\(page) has one \(landmark)")
                }
                try await Checks.hold("accessibility", on: "\(page)", in: browser)
                #expect(try await browser.evaluate("document.querySelectorAll('h1').length").whole == 1, "\(page)")
                #expect(try await browser.evaluate("document.activeElement.localName").text != "body", "\(page)")
                #expect(try await browser.evaluate("document.title.endsWith('· Netmaker')").isTrue, "\(page)")
            }
            // The first key that is pressed leads past the menu.
            try await browser.reload()
            try await browser.isAt("Settings")
            // A page begins at its heading; from the very start of the document, the first key is this.
            try await browser.evaluate("document.body.tabIndex = -1; document.body.focus()")
            try await browser.press("Tab")
            #expect(try await browser.evaluate("document.activeElement.textContent").text == "Skip to the content")
            try await browser.press("Enter")
            #expect(try await browser.evaluate("document.activeElement.id").text == "content")
            try browser.isClean()
        }
    }
}

/// How a page may be looked at.
private struct Look {
    let name: String
    let width: Int
    let height: Int
    var isPhone = false
    var scheme = Browser.Scheme.light

    static let all = [
        Look(name: "light", width: 1280, height: 900),
        Look(name: "dark", width: 1280, height: 900, scheme: .dark),
        Look(name: "phone", width: 360, height: 740, isPhone: true),
    ]
}
