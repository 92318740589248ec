import HTTPTypes
import NetmakerAPI
import NetmakerTesting
import Testing

@testable import NetmakerServer

extension `Everything a caller chooses` {
    @Suite struct `and every answer` {
        /// By whom may and by nobody, rightly and wrongly.
        @Test(arguments: RouteExample.all) func `is of the type it says, and kept by nobody`(
            _ example: RouteExample
        ) async throws {
            try await APIWorld.with { world in
                var answers = [
                    try await world.call(example.method, example.path, example.body, authorization: "Bearer wrong"),
                    try await world.call(example.method, example.path, example.body, authorization: nil),
                    try await world.call(.put, example.path(with: [:]) + "/x/y/z", "{}"),
                    try await world.call(.trace, example.path(with: [:])),
                    try await world.call(example.method, example.path(with: [:]) + "?bogus=1", example.body),
                ]
                if example.fields != nil {
                    answers.append(try await world.call(example.method, example.path, "{"))
                }
                // The heads of streams are looked at where they are followed.
                if !example.isStream {
                    answers.append(try await world.call(example.method, example.path, example.body))
                }
                for answer in answers { answer.expectKeptByNobody() }
            }
        }
    }
}

extension Answer {
    func expectKeptByNobody() {
        #expect(headers[values: .xContentTypeOptions] == ["nosniff"], "\(status) \(body.prefix(200))")
        #expect(headers[values: .cacheControl] == ["no-store"], "\(status) \(body.prefix(200))")
    }
}
