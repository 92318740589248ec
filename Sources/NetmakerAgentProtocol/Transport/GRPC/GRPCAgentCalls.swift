internal import GRPCCore
internal import NetmakerAgentWire
internal import NetmakerCore

/// Calls over one connection.
struct GRPCAgentCalls: AgentCalls {
    let client: GRPCAgentTransport.Client

    func challenge() async throws -> Challenge {
        let reply = try await client.challenge(WireChallengeRequest(), options: .call)
        return try read("challenge", reply) { reply throws(MalformedField) in try Challenge(reply) }
    }

    func join(_ request: Signed<JoinRequest>) async throws -> JoinReply {
        let reply = try await client.join(request.wire, options: .call)
        return try read("join reply", reply) { reply throws(MalformedField) in try JoinReply(reply) }
    }

    func checkIn(_ request: Signed<CheckInRequest>) async throws -> CheckInReply {
        let reply = try await client.checkIn(request.wire, options: .call)
        return try read("check-in reply", reply) { reply throws(MalformedField) in try CheckInReply(reply) }
    }

    func leave(_ request: Signed<LeaveRequest>) async throws {
        _ = try await client.leave(request.wire, options: .call)
    }

    private func read<Wire, Value>(
        _ name: String, _ wire: Wire, _ read: (Wire) throws(MalformedField) -> Value
    ) throws(AgentProtocolError) -> Value {
        do throws(MalformedField) {
            return try read(wire)
        } catch {
            throw error.error(in: name)
        }
    }
}
