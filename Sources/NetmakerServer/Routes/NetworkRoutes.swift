internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/networks` and `/api/v1/networks/:network`
struct NetworkRoutes: Sendable {
    let controlPlane: ControlPlane
    let writer: Writer

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.listNetworks, use: list)
            .on(.createNetwork, use: create)
            .on(.showNetwork, use: show)
            .on(.updateNetwork, use: update)
            .on(.deleteNetwork, use: delete)
    }

    private func list(_ request: Request, context: APIContext) async throws -> Response {
        let page = try Page<NetworkName>(try request.query(of: .listNetworks))
        let visible = try controlPlane.networks(for: context.principal)
        return try .json(
            page.listing(of: visible, by: \.network.name) { resource($0.network, in: $0, among: visible) })
    }

    private func create(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.decode(CreateNetworkRequest.self, context: context)
        let standard = NodeDefaults()
        let command = CreateNetwork(
            name: body.name, displayName: body.displayName,
            ranges: try AddressRanges(ipv4: body.ipv4Range, ipv6: body.ipv6Range),
            defaults: NodeDefaults(
                listenPort: body.listenPort ?? standard.listenPort,
                persistentKeepalive: body.persistentKeepalive ?? standard.persistentKeepalive,
                mtu: body.mtu ?? standard.mtu, interface: body.interface,
                options: NodeOptions(
                    udpHolePunching: body.udpHolePunching ?? standard.options.udpHolePunching,
                    commands: InterfaceCommands(postUp: body.postUp, postDown: body.postDown))),
            nodeLimit: body.nodeLimit,
            options: NetworkOptions(
                admission: body.admission ?? .keyOnly, localRange: body.localRange,
                checkInInterval: body.checkInInterval ?? .netmaker),
            dnsSuffix: body.dnsSuffix, dnsServers: body.dnsServers)
        let committed = try await controlPlane.perform(command, as: context.principal)
        let network = committed.result
        return try .json(
            resource(
                network, in: NetworkState(network, revision: network.revision),
                among: try controlPlane.networks(for: context.principal)), status: .created,
            tag: network.revision, networkRevision: committed.revisions[network.aggregate])
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        return try .json(
            resource(state.network, in: state, among: try controlPlane.networks(for: context.principal)),
            tag: state.network.revision)
    }

    private func update(_ request: Request, context: APIContext) async throws -> Response {
        let before = try controlPlane.network(context.network(), for: context.principal)
        let body = try await request.decode(UpdateNetworkRequest.self, context: context)
        let name = before.network.name
        let ifMatch = try request.ifMatch()
        let command = UpdateNetwork(
            name: name,
            changes: NetworkChanges(
                displayName: body.displayName, nodeLimit: body.nodeLimit, admission: body.admission,
                localRange: body.localRange, checkInInterval: body.checkInInterval,
                dnsSuffix: body.dnsSuffix, dnsServers: body.dnsServers,
                defaults: NodeDefaultChanges(
                    listenPort: body.listenPort, persistentKeepalive: body.persistentKeepalive, mtu: body.mtu,
                    interface: body.interface,
                    options: NodeOptionChanges(
                        udpHolePunching: body.udpHolePunching, postUp: body.postUp, postDown: body.postDown)),
                reach: body.appliesTo ?? .newNodes),
            ifMatch: ifMatch)
        let (network, revision) = try await writer.perform(
            command, as: context.principal, on: .network, in: before.network, ifMatch: ifMatch
        ) { $0.network.revision }
        // The nodes are counted in a state that may be younger by now; the settings are those of this change.
        let state = try controlPlane.network(name, for: context.principal)
        return try .json(
            resource(network, in: state, among: try controlPlane.networks(for: context.principal)),
            tag: network.revision, networkRevision: revision)
    }

    private func delete(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let isForced = try request.flag("force")
        let ifMatch = try request.ifMatch()
        let command = DeleteNetwork(
            name: state.network.name, nodes: isForced ? .removed : .kept, ifMatch: ifMatch)
        let (_, revision) = try await writer.perform(
            command, as: context.principal, on: .network, in: state.network, ifMatch: ifMatch
        ) { $0.network.revision }
        return .empty(networkRevision: revision)
    }

    private func resource(
        _ network: Network, in state: NetworkState, among visible: [NetworkState]
    ) -> NetworkResource {
        NetworkResource(
            network, overlaps: visible.overlapping(network.ranges, besides: network.name), nodeCount: state.nodes.count,
            pendingCount: state.pendingCount,
            connectedCount: controlPlane.feed.connectedCount(in: network.name), networkRevision: state.revision)
    }
}
