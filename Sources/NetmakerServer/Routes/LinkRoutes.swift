internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore
internal import ServiceLifecycle

/// `/api/v1/networks/:network/nodes/:node/links`
struct LinkRoutes: Sendable {
    let controlPlane: ControlPlane
    let agents: AgentService

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.listLinks, use: show)
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        let reference = try context.segment("node", NodeReference.init(parsing:))
        let state = try controlPlane.network(context.network(), for: context.principal)
        let node = try state.node(reference)
        let page = try Page<NodeName>(try request.query(of: .listLinks), most: NodeLinks.maximumCount)
        let (ends, next) = page.part(of: state.linkEnds(of: node), by: \.name)
        // Who waits for an agent must not hold up a server that is to stop.
        return try .json(
            await cancelWhenGracefulShutdown { [agents] in
                await agents.links(of: node, to: ends, next: next, in: state)
            })
    }
}
