import FoundationEssentials
import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Numbers` {
    @Test func `a keepalive of 0 is off`() throws {
        #expect(try PersistentKeepalive(seconds: 0) == .off)
        #expect(try PersistentKeepalive(parsing: "0") == .off)
        #expect(PersistentKeepalive.off.seconds == nil)
        #expect(try PersistentKeepalive(seconds: 25).seconds == 25)
    }

    @Test func `defaults are those of the product`() {
        #expect(ListenPort.netmaker.rawValue == 51821)
        #expect(PersistentKeepalive.netmaker.seconds == 20)
        #expect(MTU.wireGuard.rawValue == 1420)
    }

    @Test func `a revision is followed by the next`() {
        #expect(Revision.zero < Revision.zero.next)
        #expect(Revision.zero.next.rawValue == 1)
    }

    @Test(arguments: [Int.min, -1, 0, 65536, Int.max])
    func `no port lies outside its range`(number: Int) {
        let error = #expect(throws: ModelError.self) { try ListenPort(number) }
        #expect(error?.field == "listenPort")
        #expect(error?.message.contains("\(number)") == true)
    }
}

@Suite struct `Random identifiers` {
    @Test func `come from the generator they are given`() {
        var (one, other) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
        #expect(NodeID.random(using: &one) == NodeID.random(using: &other))
        #expect(NodeID.random(using: &one) != NodeID.random())
    }

    @Test func `sort as their texts do`() {
        var generator = SeededGenerator(seed: 2)
        let identifiers = (0..<200).map { _ in NodeID(rawValue: generator.next() >> (generator.next() % 64)) }
        #expect(identifiers.sorted().map(\.description) == identifiers.map(\.description).sorted())
    }
}

@Suite struct `Map digests` {
    @Test func `are the first half of a SHA-256`() {
        // FIPS 180-2, appendix B.1.
        #expect(MapDigest(hashing: Array("abc".utf8)).description == "ba7816bf8f01cfea414140de5dae2223")
    }

    @Test func `do not depend on the order of what they sum up`() {
        var generator = SeededGenerator(seed: 3)
        let elements = (0..<50).map { MapDigest(hashing: [$0]) }
        var sums: Set<MapDigest> = []
        for _ in 0..<5 {
            sums.insert(elements.shuffled(using: &generator).reduce(into: .zero) { $0 += $1 })
        }
        #expect(sums.count == 1)
    }

    @Test func `lose what is taken out`() {
        var sum = MapDigest.zero
        sum += MapDigest(hashing: [1])
        sum += MapDigest(hashing: [2])
        sum -= MapDigest(hashing: [1])
        #expect(sum == MapDigest(hashing: [2]))
        sum -= MapDigest(hashing: [2])
        #expect(sum == .zero)
    }

    @Test func `tell one element twice from once`() {
        var twice = MapDigest(hashing: [1])
        twice += MapDigest(hashing: [1])
        #expect(twice != MapDigest(hashing: [1]))
        #expect(twice != .zero)
    }
}

@Suite struct `Updates` {
    @Test func `keep, set and clear are three things`() {
        #expect(Update.keep.applied(to: 1) == 1)
        #expect(Update.set(2).applied(to: 1) == 2)
        #expect(Update<Int>.clear.applied(to: 1) == nil)
        #expect(Update<Int>.keep.applied(to: nil) == nil)
    }

    @Test(arguments: [
        (Update<Int>.keep, #"{"keep":true}"#), (.set(7), #"{"set":7}"#), (.clear, #"{"clear":true}"#),
    ])
    func `are coded by their verb, and come back`(update: Update<Int>, json: String) throws {
        #expect(String(decoding: try JSONEncoder().encode(update), as: UTF8.self) == json)
        #expect(try JSONDecoder().decode(Update<Int>.self, from: Data(json.utf8)) == update)
    }

    @Test(arguments: ["{}", #"{"keep":true,"clear":true}"#, #"{"put":1}"#, #"{"set":null}"#, "null"])
    func `of no verb, of two, or of an unknown one are refused`(json: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Update<Int>.self, from: Data(json.utf8)) }
    }
}

@Suite struct `Model errors` {
    @Test func `are equal by code, whatever they say`() {
        let error = ModelError(.conflict, field: "a", message: "one", remedy: "two")
        #expect(error == ModelError(.conflict, message: "three", remedy: "four"))
        #expect(error != ModelError(.refused, field: "a", message: "one", remedy: "two"))
    }

    @Test func `say what happened and what to do`() {
        let error = ModelError(.conflict, field: "a", message: "it is so", remedy: "change it")
        #expect("\(error)" == "it is so; change it")
        #expect(error.at(field: "b").field == "b")
        #expect("\(error.at(field: "b"))" == "it is so; change it")
    }
}
