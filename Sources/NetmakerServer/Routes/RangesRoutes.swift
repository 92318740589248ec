internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/networks/:network/ranges`
struct RangesRoutes: Sendable {
    let controlPlane: ControlPlane
    let writer: Writer

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.changeRanges, use: change)
    }

    private func change(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let isDryRun = try request.flag("dryRun")
        let body = try await request.decode(ChangeRangesRequest.self, context: context)
        let ifMatch = try request.ifMatch()
        let command = ChangeRanges(
            network: state.network.name, ranges: try AddressRanges(ipv4: body.ipv4Range, ipv6: body.ipv6Range),
            ifMatch: ifMatch)
        let name = state.network.name
        let overlaps = try controlPlane.networks(for: context.principal).overlapping(command.ranges, besides: name)
        if isDryRun {
            let plan = try controlPlane.preview(command, as: context.principal)
            let resource = RangesResource(plan, of: name, overlaps: overlaps, isDryRun: true)
            // Where the network is now: what was shown is what a change may insist on.
            return try .json(resource, networkRevision: state.revision)
        }
        let (plan, revision) = try await writer.perform(
            command, as: context.principal, on: .network, in: state.network, ifMatch: ifMatch
        ) { $0.network.revision }
        let resource = RangesResource(plan, of: name, overlaps: overlaps, isDryRun: false)
        return try .json(resource, networkRevision: revision)
    }
}
