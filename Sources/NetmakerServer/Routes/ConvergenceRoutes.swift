internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import ServiceLifecycle

/// `/api/v1/networks/:network/convergence`
struct ConvergenceRoutes: Sendable {
    let controlPlane: ControlPlane
    let presence: Presence

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.awaitConvergence, use: wait)
    }

    private func wait(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.network()
        let state = try controlPlane.network(name, for: context.principal)
        let query = try request.query(of: .awaitConvergence)
        let revision = try query["revision"].map { text throws(ModelError) in try Revision(parsing: text) }
        let wanted = revision ?? state.revision
        guard wanted <= state.revision else {
            throw ControlError(
                .conflict, field: "revision",
                message: "network \(name) has no revision \(wanted) yet: it is at \(state.revision)",
                remedy: "ask for one that a change has answered with")
        }
        let limit = try Self.timeout(query["timeout"])
        if limit > .zero {
            // Who waits must not hold up a server that is to stop.
            await cancelWhenGracefulShutdown { [presence] in
                _ = await presence.waitUntilInForce(wanted, in: name, timeout: limit)
            }
        }
        return try .json(convergence(of: try controlPlane.network(name, for: context.principal), wanted))
    }

    private func convergence(of state: NetworkState, _ revision: Revision) -> ConvergenceResource {
        let feed = controlPlane.feed
        let connected = Set(feed.connectedNodes(in: state.network.name))
        func members(_ nodes: some Sequence<Node>) -> [ConvergenceResource.Member] {
            nodes.sorted { $0.name < $1.name }.map { ConvergenceResource.Member(id: $0.id, name: $0.name) }
        }
        return ConvergenceResource(
            network: state.network.name, revision: revision,
            lagging: members(
                feed.lagging(in: state.network.name, behind: revision).compactMap { state.nodes[$0] }),
            disconnected: members(
                state.nodes.values.filter {
                    // Who waits to be let in is told nothing, and not waited for.
                    $0.standing.status != .pending && !connected.contains($0.id)
                        && !presence.hasCheckedIn($0.id, with: revision)
                }))
    }

    private static func timeout(_ text: String?) throws(ModelError) -> Duration {
        guard let text else { return .zero }
        let longest = Int(ConvergenceResource.longestWait.components.seconds)
        guard let seconds = Int(text), (0...longest).contains(seconds) else {
            throw ModelError(
                .invalidValue, field: "timeout", message: "\"\(text.excerpt)\" is not a time to wait",
                remedy: "give 0 to \(longest) seconds, and ask again to wait longer")
        }
        return .seconds(seconds)
    }
}
