internal import GRPCCore
internal import NetmakerAgentWire
internal import NetmakerCore

/// Hands the calls of gRPC to a handler.
struct GRPCAgentService: WireAgent.ServiceProtocol {
    let handler: any AgentHandler
    let sources: ProxiedSources

    func challenge(
        request: ServerRequest<WireChallengeRequest>, context: ServerContext
    ) async throws -> ServerResponse<WireChallengeReply> {
        try await answer { () throws(AgentProtocolError) in
            try await handler.challenge(from: source(of: context)).wire
        }
    }

    func join(
        request: ServerRequest<WireSignedRequest>, context: ServerContext
    ) async throws -> ServerResponse<WireJoinReply> {
        try await answer { () throws(AgentProtocolError) in
            try await handler.join(try Signed(request.message), from: source(of: context)).wire
        }
    }

    func checkIn(
        request: ServerRequest<WireSignedRequest>, context: ServerContext
    ) async throws -> ServerResponse<WireCheckInReply> {
        try await answer { () throws(AgentProtocolError) in
            try await handler.checkIn(try Signed(request.message), from: source(of: context)).wire
        }
    }

    func leave(
        request: ServerRequest<WireSignedRequest>, context: ServerContext
    ) async throws -> ServerResponse<WireLeaveReply> {
        try await answer { () throws(AgentProtocolError) in
            try await handler.leave(try Signed(request.message), from: source(of: context))
            return WireLeaveReply()
        }
    }

    func session(
        request: StreamingServerRequest<WireAgentFrame>, context: ServerContext
    ) async throws -> StreamingServerResponse<WireServerFrame> {
        StreamingServerResponse { writer in
            let frames = BoundedChannel<AgentFrame>(capacity: 1)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    await frames.take(
                        request.messages, as: { try AgentFrame($0) }, orThrow: AgentProtocolError.unreadable)
                }
                defer { group.cancelAll() }
                try await handler.session(
                    ServerConnection(
                        source: source(of: context), incoming: AsyncThrowingStream { try await frames.next() },
                        send: { try await writer.write($0.wire) }))
            }
            return [:]
        }
    }

    /// Where the call came from; nil when that is no IP address, or a proxy that does not say for whom.
    private func source(of context: ServerContext) -> IPAddress? { sources.source(of: context.remotePeer) }

    private func answer<Reply: Sendable>(
        _ reply: () async throws(AgentProtocolError) -> Reply
    ) async throws -> ServerResponse<Reply> {
        do throws(AgentProtocolError) {
            return ServerResponse(message: try await reply())
        } catch {
            throw error.rpcError
        }
    }
}

extension IPAddress {
    /// The address in `ipv4:192.0.2.1:4711` or `ipv6:[2001:db8::1]:4711`. A listener for both families sees IPv4
    /// callers by IPv6 addresses that stand for them (RFC 4291, section 2.5.5.2): those are IPv4 addresses here.
    init?(grpcPeer peer: String) {
        guard let colon = peer.firstIndex(of: ":"), let end = peer.lastIndex(of: ":"), colon < end else { return nil }
        var host = peer[peer.index(after: colon)..<end]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        // A link-local caller comes with its interface, which is no part of the address.
        let text = host.prefix { $0 != "%" }
        guard let address = try? IPAddress(parsing: String(text)) else { return nil }
        if case .v6(let address) = address, address.rawValue >> 32 == 0xFFFF {
            self = .v4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: address.rawValue)))
        } else {
            self = address
        }
    }
}
