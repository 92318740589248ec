import HTTPTypes
import Hummingbird
import NetmakerAPI
import Testing

@testable import NetmakerServer

@Suite struct `The OpenAPI document` {
    @Test func `describes every route, and nothing else`() async throws {
        try await APIWorld.with { world in
            let routes = Set(try world.wiring.routes(setupCode: nil).routes.map { "\($0.method) \($0.path)" })
            let operations = Set(APIOperation.all.map { "\($0.method) \($0.path)" })

            #expect(routes.subtracting(operations) == [], "describe them by an APIOperation, and register them by it")
            #expect(operations.subtracting(routes) == [], "register them")
        }
    }

    @Test func `names each operation, and each path with a method, once`() {
        #expect(Set(APIOperation.all.map(\.id)).count == APIOperation.all.count)
        #expect(Set(APIOperation.all.map { "\($0.method) \($0.path)" }).count == APIOperation.all.count)
    }

    @Test func `is given to whoever asks`() async throws {
        try await APIWorld.with { world in
            let answer = try await world.call(.get, "/api/v1/openapi.json", authorization: nil)

            let document = try answer.decoded(as: OpenAPIDocument.self)
            #expect(answer.status == 200)
            #expect(document == OpenAPIDocument(APIOperation.all))
            #expect(document.json["openapi"] == "3.1.0")
        }
    }
}
