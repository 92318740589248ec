internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerStore

/// `/api/v1/networks/:network/history`, `/api/v1/networks/:network/diff` and `/api/v1/history`
struct HistoryRoutes: Sendable {
    let controlPlane: ControlPlane

    private var history: ChangeHistory { ChangeHistory(controlPlane: controlPlane) }

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.showNetworkHistory, use: ofNetwork)
            .on(.showNetworkDifference, use: difference)
            .on(.showServerHistory, use: ofServer)
    }

    private func ofNetwork(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let filter = try ChangeFilter(try request.query(of: .showNetworkHistory))
        return try .json(await history.changes(in: .aggregate(state.network.aggregate), filter))
    }

    private func difference(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let query = try request.query(of: .showNetworkDifference)
        func revision(_ name: String) throws(ModelError) -> Revision? {
            guard let text = query[name] else { return nil }
            do throws(ModelError) { return try Revision(parsing: text) } catch { throw error.at(field: name) }
        }
        return try .json(await history.difference(of: state, from: revision("from"), to: revision("to")))
    }

    private func ofServer(_ request: Request, context: APIContext) async throws -> Response {
        _ = try controlPlane.truth(for: context.principal, needing: .readServer)
        let filter = try ChangeFilter(try request.query(of: .showServerHistory))
        let scope = filter.network.map(LogQuery.Scope.network) ?? .everything
        return try .json(await history.changes(in: scope, filter))
    }
}
