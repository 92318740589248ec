import Foundation
import HTTPTypes
import NetmakerAPI

/// A stream as it was read until its end.
struct EventStream {
    /// One block of it.
    struct Block {
        var fields: [String: String] = [:]
        var isSignOfLife = false
    }
    let blocks: [Block]

    init(_ answer: Answer) {
        blocks = answer.body.split(separator: "\n\n").map { text in
            var block = Block()
            for line in text.split(separator: "\n") {
                if line.hasPrefix(":") { block.isSignOfLife = true }
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2 { block.fields[String(parts[0])] = String(parts[1].dropFirst()) }
            }
            return block
        }
    }

    var events: [Block] { blocks.filter { $0.fields["event"] != nil } }
    var ids: [String] { events.compactMap { $0.fields["id"] } }
    var names: [String] { events.compactMap { $0.fields["event"] } }
    func change(_ index: Int) throws -> EventResource { try data(index) }

    func data<Value: Decodable>(_ index: Int) throws -> Value {
        try Answer(status: 200, headers: [:], body: events[index].fields["data"] ?? "").decoded()
    }
}
