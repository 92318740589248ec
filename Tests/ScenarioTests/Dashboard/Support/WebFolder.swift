import FoundationEssentials
import Glibc
import NetmakerAPI

/// `NM_WEB` names a folder such as `Sources/Dashboard/web`: the dashboard's files then come from there, as they are at that
/// moment, so that a page can be tried without a build.
struct WebFolder: Sendable {
    let path: String

    static let chosen = getenv("NM_WEB").map { WebFolder(path: String(cString: $0)) }
    /// By which the browser says that it waits for a file.
    static let event = "Fetch.requestPaused"

    /// Has a page's files asked for here.
    func begin(_ browser: Browser) async throws {
        let patterns = ["*.js", "*.css"].map { JSONValue.object(["urlPattern": .string($0)]) }
        try await browser.call("Fetch.enable", ["patterns": .array(patterns)])
    }

    func answer(_ event: DevTools.Event, _ tools: DevTools) async throws {
        let id = event.parameters["requestId"] ?? ""
        // Behind the release's own part of the address.
        let parts = (event.parameters["request"]?["url"]?.text ?? "").split(separator: "/").dropFirst(4)
        let file = path + "/" + parts.joined(separator: "/")
        guard FileManager.default.fileExists(atPath: file) else {
            try await tools.call("Fetch.continueRequest", ["requestId": id], session: event.session)
            return
        }
        let type = file.hasSuffix(".js") ? "text/javascript" : "text/css"
        let body = try Data(contentsOf: URL(filePath: file)).base64EncodedString()
        try await tools.call(
            "Fetch.fulfillRequest",
            [
                "requestId": id, "responseCode": 200, "body": .string(body),
                "responseHeaders": [["name": "Content-Type", "value": .string(type)]],
            ], session: event.session)
    }
}
