import HTTPTypes
import NetmakerAPI
import NetmakerControl
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

@Suite struct `A browser's session` {
    private static let name = CookieUse.cookieName

    @Test func `is a cookie that only this host and no script is given`() async throws {
        try await APIWorld.with(.none) { world in
            let answer = try await setUp(world)

            #expect(answer.status == 204 && answer.body.isEmpty)
            let cookie = try #require(answer.headers[.setCookie])
            let parts = cookie.split(separator: "; ").map(String.init)
            #expect(parts[0].hasPrefix("__Host-netmaker-session=") && parts[0].utf8.count == 24 + 43)
            #expect(parts.dropFirst() == ["Max-Age=43200", "Path=/", "Secure", "HttpOnly", "SameSite=Strict"])
            let opened = try await ask(world, pair(cookie))
            #expect(opened.status == 200)

            // The same by name and password, also where an old cookie is sent along.
            let login = try await world.send(
                .post, "/api/v1/login", fields([.netmakerSession: "set-cookie", .cookie: "\(Self.name)=old"]),
                Array(#"{"user": "alice", "password": "correct horse battery"}"#.utf8))
            #expect(login.status == 204 && login.headers[.setCookie] != nil)
        }
    }

    @Test func `counts only where the request says so`() async throws {
        try await APIWorld.with { world in
            let cookie = "\(Self.name)=\(try #require(world.token))"
            #expect(try await ask(world, cookie).status == 200)
            #expect(try await ask(world, "theme=dark; \(cookie); x=y").status == 200)

            #expect(try await world.send(.get, "/api/v1/networks", fields([.cookie: cookie]), nil).status == 401)
            #expect(try await ask(world, cookie, says: "set-cookie").status == 401)
            let unknown = try await ask(world, cookie, says: "yes")
            #expect(unknown.status == 400 && unknown.problem?.field == "Netmaker-Session")
        }
    }

    @Test(arguments: ["cross-site", "same-site", "none", ""])
    func `is refused to other sites' pages, and to other ports'`(_ site: String) async throws {
        try await APIWorld.with { world in
            let cookie = "\(Self.name)=\(try #require(world.token))"
            let answer = try await ask(world, cookie, from: site)
            #expect(answer.status == 403 && answer.problem?.field == "Sec-Fetch-Site")
            let login = try await world.send(
                .post, "/api/v1/login", fields([.netmakerSession: "set-cookie", Self.site: site]),
                Array(#"{"user": "alice", "password": "correct horse battery"}"#.utf8))
            #expect(login.status == 403 && login.headers[.setCookie] == nil)
            #expect(try await ask(world, cookie, from: "same-origin").status == 200)
        }
    }

    @Test func `is nobody's when the cookie is none, or more than one, or an API token`() async throws {
        try await APIWorld.with { world in
            let good = "\(Self.name)=\(try #require(world.token))"
            let token = "\(Self.name)=\(Samples.secret(1).revealedAsAPIToken())"
            for cookie in [
                "", "x=y", "\(Self.name)=", "\(Self.name)=x", "\(good); \(good)", "\(good)x", "x\(good)", token,
            ] {
                #expect(try await ask(world, cookie).status == 401, "\(cookie)")
            }
            // A bearer token that is there counts alone.
            let both = fields([.cookie: good, .netmakerSession: "use-cookie", .authorization: "Bearer x"])
            #expect(try await world.send(.get, "/api/v1/networks", both, nil).status == 401)
        }
    }

    @Test func `ends with the logout, in the browser too`() async throws {
        try await APIWorld.with { world in
            let cookie = "\(Self.name)=\(try #require(world.token))"
            let headers = fields([.cookie: cookie, .netmakerSession: "use-cookie"])
            let answer = try await world.send(.post, "/api/v1/logout", headers, nil)

            #expect(answer.status == 204)
            #expect(answer.headers[.setCookie]?.hasPrefix("\(Self.name)=; Max-Age=0; Path=/; Secure;") == true)
            #expect(try await ask(world, cookie).status == 401)
        }
    }

    @Test func `follows events until it ends`() async throws {
        try await APIWorld.with { world in
            let cookie = "\(Self.name)=\(try #require(world.token))"
            async let stream = ask(world, cookie, path: "/api/v1/events")
            await world.untilSomebodyFollows()
            _ = try await world.call(.patch, "/api/v1/networks/harbor", #"{"mtu": 1400}"#)
            try await world.endAllCredentials()

            #expect(EventStream(try await stream).names.contains("change"))
        }
    }

    private static let site = HTTPField.Name("Sec-Fetch-Site") ?? .accept

    private func ask(
        _ world: APIWorld, _ cookie: String, path: String = "/api/v1/networks", says word: String = "use-cookie",
        from site: String? = nil
    ) async throws -> Answer {
        var headers = fields([.cookie: cookie, .netmakerSession: word])
        headers[Self.site] = site
        return try await world.send(.get, path, headers, nil)
    }

    private func setUp(_ world: APIWorld) async throws -> Answer {
        let code = try #require(world.setupCode)
        return try await world.send(
            .post, "/api/v1/setup", fields([.netmakerSession: "set-cookie"]),
            Array(#"{"code": "\#(code)", "user": "alice", "password": "correct horse battery"}"#.utf8))
    }

    private func fields(_ values: KeyValuePairs<HTTPField.Name, String>) -> HTTPFields {
        HTTPFields(values.map { HTTPField(name: $0, value: $1) })
    }

    /// Of what an answer sets, what a browser sends back.
    private func pair(_ cookie: String) -> String { String(cookie.prefix { $0 != ";" }) }
}
