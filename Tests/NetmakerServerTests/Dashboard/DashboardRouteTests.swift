import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import NetmakerServer

@Suite struct `The dashboard's files` {
    @Test func `begin with a page for whoever asks`() async throws {
        try await APIWorld.with { world in
            let page = try await world.fetch("/")

            #expect(page.status == 200)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            #expect(page.headers[.cacheControl] == "no-cache")
            #expect(page.body.contains("<main") == false && page.body.contains("type=\"module\""))
        }
    }

    @Test func `allow a page nothing that it does not need`() async throws {
        try await APIWorld.with { world in
            let headers = try await world.fetch("/").headers

            #expect(
                headers[Self.name("Content-Security-Policy")]
                    == "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types 'none'")
            #expect(headers[Self.name("X-Content-Type-Options")] == "nosniff")
            #expect(headers[Self.name("Referrer-Policy")] == "no-referrer")
            #expect(headers[Self.name("Cross-Origin-Opener-Policy")] == "same-origin")
            #expect(headers[Self.name("Cross-Origin-Resource-Policy")] == "same-origin")
        }
    }

    @Test func `are there, all that the page names, to be kept for ever`() async throws {
        try await APIWorld.with { world in
            let page = try await world.fetch("/").body
            let paths = page.matches(of: /(?:href|src)="([^"]+)"/).map { String($0.1) }

            #expect(paths.count > 10)
            for path in paths {
                let file = try await world.fetch(path)
                #expect(file.status == 200, "\(path)")
                #expect(file.headers[.cacheControl]?.contains("immutable") == true, "\(path)")
                #expect(file.headers[Self.name("X-Content-Type-Options")] == "nosniff")
            }
        }
    }

    @Test func `hold no script and no style in the page itself`() {
        let page = String(buffer: DashboardFiles.embedded.page.bytes)

        let files = page.matches(of: /<script( type="module")? src="\/[^>]*><\/script>/)
        #expect(page.matches(of: /<script/).count == files.count)
        #expect(page.firstMatch(of: /<style| style=| on[a-z]+=/) == nil)
        #expect(page.firstMatch(of: /https?:/) == nil)
    }

    @Test func `are sent compressed to who reads that, and not again to who has them`() async throws {
        try await APIWorld.with { world in
            let plain = try await world.fetch("/")
            let gzip = try await world.fetchBytes("/", [.acceptEncoding: "br;q=1, gzip;q=0.5"])
            #expect(gzip.headers[.contentEncoding] == "gzip")
            #expect(gzip.body.count < plain.body.utf8.count / 2)
            #expect(Array(gzip.body.prefix(2)) == [0x1f, 0x8b])
            for refused in ["", "identity", "gzip;q=0", "gzip; q=0.00", "xgzip"] {
                #expect(try await world.fetch("/", [.acceptEncoding: refused]).headers[.contentEncoding] == nil)
            }
            let tag = try #require(plain.headers[.eTag])
            for held in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let answer = try await world.fetch("/", [.ifNoneMatch: held])
                #expect(answer.status == 304 && answer.body.isEmpty && answer.headers[.eTag] == tag)
            }
            #expect(try await world.fetch("/", [.ifNoneMatch: "\"x\""]).status == 200)
        }
    }

    @Test func `answer HEAD without a body, and refuse what is no reading`() async throws {
        try await APIWorld.with { world in
            let head = try await world.fetch("/", method: .head)
            #expect(head.status == 200 && head.body.isEmpty)
            let whole = try await world.fetch("/").body.utf8.count
            #expect(head.headers[.contentLength] == "\(whole)")
            #expect(try await world.fetch("/", method: .post).status == 405)
            let main = DashboardFiles.root + DashboardFiles.embedded.version + "/app/main.js"
            #expect(try await world.fetch(main, method: .head).status == 200)
            #expect(try await world.fetch(main, method: .delete).status == 405)
        }
    }

    @Test(arguments: [
        "VERSION/app/none.js", "VERSION/app", "VERSION/index.html", "other/app/main.js", "VERSION/../app/main.js",
        "VERSION/app/../app/main.js", "VERSION/%2e%2e/%2e%2e/etc/passwd", "VERSION/app%2fmain.js", "VERSION",
        "VERSION/app/main.js%00", "VERSION/APP/main.js",
    ])
    func `lie in a table, out of which no path leads`(_ path: String) async throws {
        let path = DashboardFiles.root + path.replacing("VERSION", with: DashboardFiles.embedded.version)
        try await APIWorld.with { world in
            let answer = try await world.fetch(path)
            #expect(answer.status == 404)
        }
    }

    @Test func `are those below web, every one and no other`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/Dashboard/")
            .standardizedFileURL
        let found = try #require(FileManager.default.enumerator(atPath: root.path + "/web")).compactMap {
            $0 as? String
        }
        .filter { $0.contains(".") }
        let listed = try String(contentsOf: root.appending(path: "files.c"), encoding: .utf8)
            .matches(of: /FILE\("([^"]+)"\)\n#embed "web\/([^"]+)" suffix\(, 0\)\nEND/).map { match in
                #expect(match.1 == match.2)
                return String(match.1)
            }

        #expect(found.sorted() == listed.sorted(), "put the missing ones in Sources/Dashboard/files.c")
    }

    @Test func `are asked for at once, as far as the first page needs them`() {
        let graph = ModuleGraph([
            ("app/main.js", Array("import {h} from \"../view/h.js\";\nimport(\"../pages/a.js\");\n".utf8)),
            ("view/h.js", Array("import {x} from \"./x.js\";\n".utf8)), ("view/x.js", Array("".utf8)),
            ("pages/a.js", Array("".utf8)),
        ])

        #expect(graph.needed(by: "app/main.js") == ["view/h.js", "view/x.js"])
    }

    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .accept }
}

extension APIWorld {
    /// Asks for what the OpenAPI document does not know.
    func fetch(
        _ path: String, _ headers: HTTPFields = [:], method: HTTPRequest.Method = .get
    ) async throws -> Answer {
        try await client.execute(uri: path, method: method, headers: headers, body: nil) {
            Answer(status: $0.status.code, headers: $0.headers, body: String(buffer: $0.body))
        }
    }

    func fetchBytes(_ path: String, _ headers: HTTPFields) async throws -> (headers: HTTPFields, body: [UInt8]) {
        try await client.execute(uri: path, method: .get, headers: headers, body: nil) {
            ($0.headers, Array($0.body.readableBytesView))
        }
    }
}
