import NetmakerAgentProtocol
import NetmakerCore

/// Serves sessions as it is told, and answers no calls.
struct SessionHandler: AgentHandler {
    let serve: @Sendable (ServerConnection) async throws -> Void

    func challenge(from source: IPAddress?) async throws(AgentProtocolError) -> Challenge { throw .sessionOver }
    func join(_ request: Signed<JoinRequest>, from source: IPAddress?) async throws(AgentProtocolError) -> JoinReply {
        throw .sessionOver
    }
    func checkIn(
        _ request: Signed<CheckInRequest>, from source: IPAddress?
    ) async throws(AgentProtocolError) -> CheckInReply { throw .sessionOver }
    func leave(_ request: Signed<LeaveRequest>, from source: IPAddress?) async throws(AgentProtocolError) {}
    func session(_ connection: ServerConnection) async throws { try await serve(connection) }
}
