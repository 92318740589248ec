internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import ServiceLifecycle

/// `/api/v1/networks/:network/why`
struct WhyRoutes: Sendable {
    let controlPlane: ControlPlane
    let agents: AgentService

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.explainPath, use: explain)
    }

    private func explain(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let query = try request.query(of: .explainPath)
        let from = try Self.place("from", query, in: state)
        let to = try Self.place("to", query, in: state)
        let path = NetworkPath(from: from, to: to, in: state)
        // Who waits for an agent must not hold up a server that is to stop.
        return try .json(await cancelWhenGracefulShutdown { [agents] in await agents.explain(path, in: state) })
    }

    private static func place(
        _ field: String, _ query: [String: String], in state: NetworkState
    ) throws -> Place {
        guard let text = query[field] else {
            throw ModelError(
                .invalidValue, field: field, message: "\(field) is missing",
                remedy: "name both ends, such as ?from=web&to=db")
        }
        do throws(ModelError) {
            return try state.place(try PlaceReference(parsing: text), field: field)
        } catch  where error.code == .notFound {
            throw ControlError(.notFound, field: field, message: error.message, remedy: error.remedy)
        } catch {
            throw error.at(field: field)
        }
    }
}
