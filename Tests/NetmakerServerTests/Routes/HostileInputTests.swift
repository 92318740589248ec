import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

extension `Everything a caller chooses` {
    /// Every route, with everything a caller chooses: bodies, segments of the path, parameters, fields of the head.
    @Suite struct `Hostile input` {
        @Test(arguments: RouteExample.all.filter { $0.fields != nil })
        func `in a body is refused with the field and a remedy, and changes nothing`(_ example: RouteExample)
            async throws
        {
            try await APIWorld.with { world in
                let before = try world.digest()
                for body in BadBody.all(of: example.fields ?? []) {
                    var headers = world.ofAlice
                    headers[.contentType] = body.contentType
                    let answer = try await world.send(example.method, example.path, headers, body.bytes)

                    #expect(answer.status == body.status, "\(body.description): \(answer.body)")
                    let isBlamed =
                        answer.problem?.field == body.field || body.mayBlameNone && answer.problem?.field == nil
                    #expect(isBlamed, "\(body.description): \(answer.body)")
                    expectProblem(answer, body.description)
                }
                #expect(try world.digest() == before)
            }
        }

        /// What no name, no reference and no path may be; of those that the router cannot tell from another path, the
        /// status.
        private static let segments: [(text: String, isNowhere: Bool)] =
            [
                "..", ".", "%2e%2e", "%2e%2e%2f", "..%2f..%2fetc%2fpasswd", "%2F", "%5C", "%00", "harbor%00", "%0a",
                "%7f",
                "%c0%ae", "%ff", "%ed%a0%80", "%", "%2", "%zz", "%F0%9F%92%A9", "\u{1F4A9}", "'%20OR%201=1--",
                "harbor;DROP%20TABLE%20node", "*", ":network", "**", "a%20b", "-", "a--", "A_B", "{x}", "$(id)",
                "%3Cscript%3E", String(repeating: "a", count: 4096), String(repeating: "%61", count: 4096),
            ].map { ($0, false) } + [("", true)]

        @Test(arguments: RouteExample.all.filter { !$0.segments.isEmpty })
        func `in a path is refused with the field and a remedy, and changes nothing`(_ example: RouteExample)
            async throws
        {
            try await APIWorld.with { world in
                let before = try world.digest()
                for name in example.segments {
                    for segment in Self.segments {
                        let path = example.path(with: [name: segment.text])
                        let answer = try await world.call(example.method, path, example.body)
                        let what = "\(name) \(segment.text.prefix(40))"

                        if segment.isNowhere {
                            #expect(answer.status == 404, "\(what): \(answer.body)")
                        } else {
                            // A key may have a name of dots and dashes; none here has.
                            #expect([400, 404].contains(answer.status), "\(what): \(answer.body)")
                            #expect(answer.problem?.field == name, "\(what): \(answer.body)")
                        }
                        expectProblem(answer, what)
                    }
                }
                #expect(try world.digest() == before)
            }
        }

        @Test(arguments: RouteExample.all.filter { !$0.segments.isEmpty })
        func `in a path is not found when it names nothing that is there`(_ example: RouteExample) async throws {
            try await APIWorld.with { world in
                let before = try world.digest()
                for name in example.segments {
                    let answer = try await world.call(
                        example.method, example.path(with: [name: "nowhere"]), example.body)

                    #expect(answer.status == 404, "\(name): \(answer.body)")
                    #expect(answer.problem?.field == name)
                    expectProblem(answer, name)
                }
                #expect(try world.digest() == before)
            }
        }

        @Test(arguments: RouteExample.all.filter { !$0.parameters.isEmpty })
        func `in a parameter is refused with its name and a remedy`(_ example: RouteExample) async throws {
            let values = [
                "", "x", "-1", "1.5", "1e3", "0x10", "%00", "%ff", "%", "61", "18446744073709551616", "%F0%9F%92%A9",
                "1%202",
                String(repeating: "9", count: 4096),
            ]
            // A number may well be a name.
            let noNames = ["", "%00", "%ff", "%F0%9F%92%A9", "1%202", String(repeating: "9", count: 4096)]
            // Any words may be looked for.
            let noWords = ["", "%00", "%F0%9F%92%A9", String(repeating: "9", count: 4096)]
            try await APIWorld.with { world in
                for name in example.parameters {
                    for value in name == "search" ? noWords : ["name", "network"].contains(name) ? noNames : values
                    where value != "61" || name == "timeout" || name == "after" {
                        let answer = try await world.call(example.method, "\(example.path(with: [:]))?\(name)=\(value)")

                        #expect(answer.status == 400, "\(name)=\(value.prefix(40)): \(answer.body)")
                        #expect(answer.problem?.field == name, "\(name)=\(value.prefix(40)): \(answer.body)")
                        expectProblem(answer, name)
                    }
                    let twice = try await world.call(example.method, "\(example.path(with: [:]))?\(name)=0&\(name)=0")
                    #expect(twice.status == 400)
                    #expect(twice.problem?.field == name)
                }
            }
        }

        @Test(arguments: RouteExample.all)
        func `in a parameter that the route does not know is refused with its name and a remedy, and changes nothing`(
            _ example: RouteExample
        ) async throws {
            let queries = [
                ("extra=1", "extra"), ("dryRun", "dryRun"), ("Revision=1", "Revision"), ("=1", ""),
                ("%72evision=1", "%72evision"), ("a\u{7}b=1", "a b"), ("\(String(repeating: "a", count: 4096))=1", nil),
            ]
            try await APIWorld.with { world in
                let before = try world.digest()
                for (query, field) in queries {
                    let answer = try await world.call(
                        example.method, "\(example.path(with: [:]))?\(query)", example.body)

                    #expect(answer.status == 400, "\(query.prefix(40)): \(answer.body)")
                    if let field { #expect(answer.problem?.field == field, "\(query): \(answer.body)") }
                    expectProblem(answer, query)
                }
                #expect(try world.digest() == before)
            }
        }

        @Test(arguments: RouteExample.all)
        func `by another method is refused with what the path takes`(_ example: RouteExample) async throws {
            let taken = RouteExample.all.filter { $0.pattern == example.pattern }.map(\.method)
            try await APIWorld.with { world in
                for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] where !taken.contains(method) {
                    let answer = try await world.call(method, example.path, "{}")

                    #expect(answer.status == 405, "\(method): \(answer.body)")
                    #expect(answer.headers[.allow] == taken.map(\.rawValue).sorted().joined(separator: ", "))
                    expectProblem(answer, "\(method)")
                }
                for method in [HTTPRequest.Method.head, .options, .trace, .connect] {
                    let answer = try await world.call(method, example.path, "{}")
                    #expect((400..<500).contains(answer.status), "\(method): \(answer.status)")
                }
            }
        }

        @Test(arguments: [
            "x", "\"x\"", "12", "\"\"", "W/\"12\"", "\"1\", \"2\"", "\"-1\"", "\"18446744073709551616\"", "\"%00\"",
        ])
        func `in a tag is refused, and changes nothing`(_ tag: String) async throws {
            try await APIWorld.with { world in
                let before = try world.digest()
                for example in RouteExample.all where example.method == .patch || example.method == .delete {
                    let answer = try await world.call(example.method, example.path, example.body, ifMatch: tag)

                    #expect(answer.status == 400, "\(example.testDescription): \(answer.body)")
                    #expect(answer.problem?.field == "If-Match")
                    expectProblem(answer, tag)
                }
                #expect(try world.digest() == before)
            }
        }

        private func expectProblem(_ answer: Answer, _ what: String) {
            #expect(answer.problem?.status == answer.status, "\(what): \(answer.body)")
            #expect(answer.problem?.kind != nil, "\(what)")
            #expect(answer.problem?.detail.isEmpty == false, "\(what)")
            #expect(answer.problem?.remedy.isEmpty == false, "\(what)")
            #expect(answer.body.utf8.count < 2000, "\(what): what was sent comes back whole")
        }
    }
}
