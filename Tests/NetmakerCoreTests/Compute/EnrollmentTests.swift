import NetmakerCore
import NetmakerTesting
import Testing

@Suite struct `Enrolling` {
    @Test func `takes a use of the key and counts it`() throws {
        let key = try Enrollment.admit(by: Samples.accessKey(1, uses: .remaining(2)), now: Samples.time)
        #expect(key.uses == .remaining(1))
        #expect(key.usedCount == 1)
    }

    @Test func `takes nothing from a key without a limit`() throws {
        #expect(try Enrollment.admit(by: Samples.accessKey(1), now: Samples.time).uses == .unlimited)
    }

    @Test func `is refused without a key of the network`() {
        #expect(throws: ModelError.sample(.refused)) { try Enrollment.admit(by: nil, now: Samples.time) }
    }

    @Test func `is refused by a spent key`() {
        #expect(throws: ModelError.sample(.refused)) {
            try Enrollment.admit(by: Samples.accessKey(1, uses: .remaining(0)), now: Samples.time)
        }
    }

    @Test func `is refused from the moment the key expires`() throws {
        let key = Samples.accessKey(1, expiresAt: Samples.time)
        #expect(throws: ModelError.sample(.expired)) { try Enrollment.admit(by: key, now: Samples.time) }
        #expect(throws: Never.self) { try Enrollment.admit(by: key, now: Samples.time - .milliseconds(1)) }
    }

    /// A network whose nodes have these names.
    private static func state(named names: [NodeName]) throws -> NetworkState {
        let nodes = names.enumerated().map { index, name in
            var node = Samples.node(index + 1)
            node.name = name
            return node
        }
        return try NetworkState(
            Samples.network(), revision: Revision(1), nodes: nodes, accessKeys: [], removedNodes: [])
    }

    @Test(arguments: [1, 2, 3, 7, 8, 9, 200])
    func `numbers the next of a fleet`(count: Int) throws {
        let pi = NodeName(adapting: "pi")
        let state = try Self.state(named: [pi] + (0..<count - 1).map { pi.numbered($0 + 2) })
        #expect(Enrollment.freeName(for: Samples.facts(hostname: "pi"), in: state) == pi.numbered(count + 1))
    }

    @Test func `gives a name that is free, wherever the numbers have holes`() throws {
        let pi = NodeName(adapting: "pi")
        for seed in 1...50 {
            var random = SeededGenerator(seed: UInt64(seed))
            let taken = (2...40).filter { _ in Bool.random(using: &random) }.map { pi.numbered($0) }
            let state = try Self.state(named: [pi] + taken)
            let name = Enrollment.freeName(for: Samples.facts(hostname: "pi"), in: state)
            #expect(state.node(named: name) == nil)
        }
    }
}
