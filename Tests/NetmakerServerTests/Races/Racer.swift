import NetmakerAgentProtocol
import NetmakerCore
import NetmakerTesting

/// A machine that wants to be a node, among others that want the same at the same moment.
struct Racer: Sendable {
    let number: Int
    var publicKey: PublicKey
    var name: NodeName?
    let identity = IdentityPrivateKey.generate()

    init(_ number: Int, publicKey: PublicKey? = nil, name: NodeName? = nil) {
        self.number = number
        self.publicKey = publicKey ?? Samples.publicKey(number)
        self.name = name
    }

    func join(_ client: AgentClient, with key: Secret) async throws -> JoinReply {
        try await client.join(
            JoinRequest(
                network: WholeServer.harbor, key: key, identity: identity.identityKey, publicKey: publicKey, name: name,
                report: Samples.report(number)), identity: identity)
    }

    /// What became of an attempt.
    enum Outcome: Hashable, Sendable {
        case joined(NodeID)
        case refused(AgentProtocolError.Code)

        var node: NodeID? { if case .joined(let node) = self { node } else { nil } }
    }

    /// Tries once. A refusal without a remedy is a failure of its own.
    func attempt(_ client: AgentClient, with key: Secret) async throws -> Outcome {
        do {
            return .joined(try await join(client, with: key).configuration.node)
        } catch let error as AgentProtocolError where !error.remedy.isEmpty {
            return .refused(error.code)
        }
    }
}

/// Runs so many at once, numbered from 1 on, and something against them where that is given. How far apart they start,
/// and in which order, follows from the seed.
///
/// - Returns: what came of each, in the order of their numbers.
func race<Value: Sendable>(
    seed: Int, of count: Int, against other: (@Sendable () async throws -> Void)? = nil,
    _ run: @escaping @Sendable (Int) async throws -> Value
) async throws -> [Value] {
    var generator = SeededGenerator(seed: UInt64(seed))
    let starts = (0...count).map { ($0, UInt.random(in: 0...40, using: &generator)) }.shuffled(using: &generator)
    return try await withThrowingTaskGroup(of: (Int, Value)?.self) { group in
        for (number, pause) in starts {
            group.addTask {
                for _ in 0..<pause { await Task.yield() }
                if number > 0 { return (number, try await run(number)) }
                try await other?()
                return nil
            }
        }
        return try await group.reduce(into: []) { $0.append($1) }.compactMap(\.self).sorted { $0.0 < $1.0 }.map(\.1)
    }
}

/// Waits until something has come about.
func until(_ isSo: () -> Bool) async throws {
    while !isSo() { try await Task.sleep(for: .milliseconds(1)) }
}
