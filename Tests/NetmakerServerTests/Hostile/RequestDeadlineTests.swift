import GRPCCore
import NetmakerAgentWire
import Testing

@testable import NetmakerAgentProtocol

@Suite(.timeLimit(.minutes(1))) struct `A call whose request does not come` {
    /// Has a service wait for the request of such a call.
    private func serve(_ method: MethodDescriptor, limit: Duration) async throws {
        let (silence, end) = AsyncThrowingStream.makeStream(of: [UInt8].self)
        try await withServerContextRPCCancellationHandle { handle in
            let response = try await RequestDeadline(limit: limit).intercept(
                request: StreamingServerRequest(metadata: [:], messages: RPCAsyncSequence(wrapping: silence)),
                context: ServerContext(descriptor: method, remotePeer: "", localPeer: "", cancellation: handle)
            ) { request, _ in
                // What a session's service does is its own affair; here it hangs up.
                if method == WireAgent.Method.Session.descriptor { end.finish() }
                for try await _ in request.messages {}
                return StreamingServerResponse<[UInt8]>(metadata: [:]) { _ in [:] }
            }
            #expect(throws: Never.self) { try response.accepted.get() }
        }
    }

    @Test(arguments: WireAgent.Method.descriptors.filter { $0 != WireAgent.Method.Session.descriptor })
    func `is turned away in time`(method: MethodDescriptor) async throws {
        let error = await #expect(throws: RPCError.self) { try await serve(method, limit: .milliseconds(1)) }
        #expect(error?.code == .deadlineExceeded)
    }

    @Test func `is a session, which has a deadline of its own`() async throws {
        try await serve(WireAgent.Method.Session.descriptor, limit: .zero)
    }
}
