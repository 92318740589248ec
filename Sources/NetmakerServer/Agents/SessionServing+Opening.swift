internal import NetmakerAgentProtocol
internal import NetmakerControl
internal import NetmakerCore

extension SessionServing {
    /// Greets, waits for the hello and checks it.
    ///
    /// - Returns: the node that speaks, as it is after its report, and what it said.
    /// - Throws: `AgentProtocolError` when the session is refused.
    func open() async throws -> (node: Node, hello: Hello) {
        var random = SystemRandomNumberGenerator()
        let challenge = Challenge(
            server: try service.identity(in: service.control.truth), nonce: Nonce(using: &random))
        try await connection.send(.greeting(Greeting(challenge, takesMarks: true)))
        let signed = try await hello()
        let node = try await verify(signed, challenge)
        let now = service.wallClock.now
        service.presence.saw(node.id, at: now)
        switch signed.hello.news {
        case .report(let report):
            try service.require(report, of: node.id, in: node.network)
            await service.publish(report, of: node.id, seenFrom: connection.source)
        case .mark:
            // It has nothing new to say of itself, or says it when it is welcomed. Where it is seen is news even so.
            await service.publish(NodeOwnFields.report(of: node), of: node.id, seenFrom: connection.source)
        }
        return (service.control.truth.node(node.id) ?? node, signed.hello)
    }

    private func hello() async throws -> SignedHello {
        let frame = try await withThrowingTaskGroup(of: AgentFrame?.self) { group in
            group.addTask {
                var frames = connection.incoming.makeAsyncIterator()
                return try await frames.next()
            }
            group.addTask {
                try await service.clock.sleep(for: service.configuration.helloTimeout)
                throw AgentProtocolError(
                    .unexpected, message: "no hello came in time", remedy: "answer the greeting at once")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard case .hello(let hello) = frame else {
            throw AgentProtocolError(
                .unexpected, message: "something else came than a hello", remedy: "answer the greeting with a hello")
        }
        return hello
    }

    /// - Returns: the node that said hello.
    private func verify(_ signed: SignedHello, _ greeting: Challenge) async throws -> Node {
        guard signed.hello.protocolVersion == Hello.currentVersion else {
            let older = signed.hello.protocolVersion < Hello.currentVersion ? "netclient" : "nm-server"
            throw AgentProtocolError(
                .unsupportedVersion,
                message: "the agent speaks version \(signed.hello.protocolVersion) of the protocol, "
                    + "the server version \(Hello.currentVersion)", remedy: "upgrade \(older)")
        }
        let truth = service.control.truth
        guard let node = truth.node(signed.hello.node) else {
            guard let removed = truth.removedNodes[signed.hello.node] else {
                throw AgentProtocolError.unknownNode(signed.hello.node)
            }
            // Only to the one it was: a stranger learns nothing of it.
            guard signed.isSigned(by: removed.identity, answering: greeting) else { throw Self.foreignSignature }
            try await connection.send(.instruction(.removed(removed.reason)))
            throw AgentProtocolError.removed(removed)
        }
        guard signed.isSigned(by: node.identity, answering: greeting) else { throw Self.foreignSignature }
        return node
    }

    private static let foreignSignature = AgentProtocolError.unauthenticated(
        "the hello is not signed by the node's identity in answer to the greeting")
}
