import FoundationEssentials
import NetmakerAPI
import Testing

/// What is looked at on every page, by the files of `Checks`: each is a function, in JavaScript, that runs in the page and
/// gives what is wrong with it, as a list of sentences.
enum Checks {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Checks")

    /// That a check finds nothing wrong with the page.
    ///
    /// - Parameters:
    ///   - argument: JavaScript, for what the check is to know.
    ///   - page: where that is, for whoever reads the failure.
    static func hold(
        _ name: String, on page: String, with argument: String = "null", in browser: Browser,
        location: SourceLocation = #_sourceLocation
    ) async throws {
        let problems = try await run(name, with: argument, in: browser)
        #expect(problems == [], "\(name) of \(page)", sourceLocation: location)
    }

    /// What a check gives.
    static func run(_ name: String, with argument: String = "null", in browser: Browser) async throws -> [String] {
        let text = String(decoding: try Data(contentsOf: folder.appending(path: "\(name).js")), as: UTF8.self)
        let answer = try await browser.evaluate("(async () => { \(text)\n return await check(\(argument)); })()")
        return answer.items.compactMap(\.text)
    }
}
