import Foundation
import HTTPTypes
import NetmakerAPI
import NetmakerCore
import NetmakerTesting
import Testing

@testable import NetmakerServer

extension `Everything a caller chooses` {
    /// Bodies that begin as good ones and go wrong a little, as clients do that are nearly right, and those who look
    /// for a way.
    @Suite struct `Bodies made of good ones` {
        private static let routes = RouteExample.all.filter { $0.fields != nil }

        @Test(arguments: 1...3)
        func `never make the server fail, and change nothing unless they are taken`(seed: UInt64) async throws {
            try await APIWorld.with { world in
                var random = SeededGenerator(seed: seed)
                var taken = 0
                for number in 1...400 {
                    let route = try #require(Self.routes.randomElement(using: &random))
                    let body = Mutator(fields: route.fields ?? []).body(using: &random)
                    // A node that was renamed is still found by its id.
                    let path = route.path(with: [
                        "node": Samples.nodeID(1).description, "client": Samples.client(1).id.description,
                    ])
                    let before = try Self.fingerprint(of: world)
                    let answer = try await world.send(route.method, path, world.ofAlice, body)
                    let what = "\(number) \(route.testDescription) \(String(decoding: body.prefix(200), as: UTF8.self))"

                    if (200..<300).contains(answer.status) {
                        taken += 1
                        continue
                    }
                    try #require((400..<500).contains(answer.status), "\(what): \(answer.status) \(answer.body)")
                    #expect(answer.problem?.status == answer.status, "\(what): \(answer.body)")
                    #expect(answer.problem?.remedy.isEmpty == false, "\(what): \(answer.body)")
                    #expect(try Self.fingerprint(of: world) == before, "\(what)")
                }
                // Neither all of them nor none: they look for the border.
                #expect(20..<370 ~= taken, "\(taken) were taken")
            }
        }

        /// Sizes and times of the database's files: cheaper than a digest, and other after any write.
        private static func fingerprint(of world: APIWorld) throws -> [String] {
            try ["", "-wal"].map { suffix in
                var status = stat()
                try #require(stat(world.wiring.configuration.dataDirectory.database + suffix, &status) == 0)
                return "\(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
            }
        }
    }
}

/// Makes bodies that are nearly those of a route.
private struct Mutator {
    let fields: [BodyField]

    private static let literals = [
        "null", "true", "0", "-0", "1", "65535", "65536", "4294967296", "9223372036854775807", "9223372036854775808",
        "1.0",
        "1e2", "1e-2", "1e999", "\"\"", "\" \"", "\"\\u0000\"", "\"x\"", "\"-\"", "\"0\"", "\"unlimited\"",
        "\"10.20.0.0/16\"",
        "\"10.20.0.0/33\"", "\"0.0.0.0/0\"", "\"::/0\"", "\"fd00::/64\"", "\"[::1]:1\"", "\"127.0.0.1:1\"", "\"a:b:c\"",
        "\"\\ud83d\\ude00\"", "\"\\ud800\"", "\"../..\"", "\"com\"", "\"harbor\"", "\"key-1\"", "\"machine-2\"", "[]",
        "{}",
        "[1]", "{\"name\": 1}", "\"\(String(repeating: "a", count: 300))\"",
        "\"\(String(repeating: "\u{301}", count: 300))\"",
    ]

    func body(using random: inout SeededGenerator) -> [UInt8] {
        var pairs = fields.map { (name: $0.name, value: $0.valid) }
        for _ in 0..<Int.random(in: 0...3, using: &random) { mutate(&pairs, using: &random) }
        let text = "{" + pairs.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}"
        var bytes = Array(text.utf8)
        if Int.random(in: 0..<4, using: &random) == 0 { damage(&bytes, using: &random) }
        return bytes
    }

    private func mutate(_ pairs: inout [(name: String, value: String)], using random: inout SeededGenerator) {
        guard let index = pairs.indices.randomElement(using: &random) else { return }
        let literal = Self.literals.randomElement(using: &random) ?? "null"
        switch Int.random(in: 0..<9, using: &random) {
        case 0...2: pairs[index].value = literal
        case 3, 4: pairs.remove(at: index)
        case 5: pairs.append(pairs[index])
        case 6:
            pairs.append((name: ["extra", "id", "revision", ""].randomElement(using: &random) ?? "", value: literal))
        case 7: pairs[index].value = "[\(pairs[index].value)]"
        default: pairs[index].value = pairs.randomElement(using: &random)?.value ?? literal
        }
    }

    private func damage(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        let index = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: index)
        case 2: bytes.removeSubrange(index...)
        default: bytes.remove(at: index)
        }
    }
}
