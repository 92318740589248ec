internal import Hummingbird
internal import NetmakerAPI
internal import NetmakerControl
internal import NetmakerCore

/// `/api/v1/networks/:network/dns` and `/api/v1/networks/:network/dns/:record`
struct DNSRoutes: Sendable {
    let controlPlane: ControlPlane
    let writer: Writer

    var endpoints: RouteCollection<APIContext> {
        RouteCollection(context: APIContext.self)
            .on(.listDNSRecords, use: list)
            .on(.createDNSRecord, use: create)
            .on(.showDNSRecord, use: show)
            .on(.updateDNSRecord, use: update)
            .on(.deleteDNSRecord, use: delete)
    }

    private func list(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let page = try Page<DNSRecordName>(try request.query(of: .listDNSRecords))
        return try .json(page.listing(of: state.dnsRecords.values, by: \.name) { DNSRecordResource($0, in: state) })
    }

    private func show(_ request: Request, context: APIContext) async throws -> Response {
        let (record, state) = try target(context)
        return try .json(DNSRecordResource(record, in: state), tag: record.revision)
    }

    private func create(_ request: Request, context: APIContext) async throws -> Response {
        let state = try controlPlane.network(context.network(), for: context.principal)
        let body = try await request.decode(CreateDNSRecordRequest.self, context: context)
        let command = CreateDNSRecord(
            network: state.network.name, name: body.name, target: try Self.target(body.addresses, body.node, in: state))
        let committed = try await controlPlane.perform(command, as: context.principal)
        return try answer(
            committed.result, state, status: .created, revision: committed.revisions[state.network.aggregate])
    }

    private func update(_ request: Request, context: APIContext) async throws -> Response {
        let (record, state) = try target(context)
        let body = try await request.decode(UpdateDNSRecordRequest.self, context: context)
        let ifMatch = try request.ifMatch()
        let command = UpdateDNSRecord(
            network: state.network.name, name: record.name,
            target: try Self.target(body.addresses, body.node, in: state), ifMatch: ifMatch)
        let (updated, revision) = try await writer.perform(
            command, as: context.principal, on: .dnsRecord(record.name), in: state.network, ifMatch: ifMatch
        ) { $0.dnsRecords[record.name]?.revision }
        return try answer(updated, state, status: .ok, revision: revision)
    }

    private func delete(_ request: Request, context: APIContext) async throws -> Response {
        let (record, state) = try target(context)
        let ifMatch = try request.ifMatch()
        let (_, revision) = try await writer.perform(
            DeleteDNSRecord(network: state.network.name, name: record.name, ifMatch: ifMatch), as: context.principal,
            on: .dnsRecord(record.name), in: state.network, ifMatch: ifMatch
        ) { $0.dnsRecords[record.name]?.revision }
        return .empty(networkRevision: revision)
    }

    /// The addresses of an alias are shown as they are in the state that holds the change.
    private func answer(
        _ record: DNSRecord, _ before: NetworkState, status: HTTPResponse.Status, revision: Revision?
    ) throws -> Response {
        let state = controlPlane.truth.networks[record.network] ?? before
        return try .json(
            DNSRecordResource(record, in: state), status: status, tag: record.revision, networkRevision: revision)
    }

    private func target(_ context: APIContext) throws -> (DNSRecord, NetworkState) {
        let name = try context.segment("record", DNSRecordName.init(parsing:))
        let state = try controlPlane.network(context.network(), for: context.principal)
        guard let record = state.dnsRecords[name] else {
            throw ControlError(
                .notFound, field: "record", message: "network \(state.network.name) has no DNS record \(name)",
                remedy: "see the records there are with nmctl dns list")
        }
        return (record, state)
    }

    private static func target(
        _ addresses: DNSAddresses?, _ node: NodeReference?, in state: NetworkState
    ) throws -> DNSTarget {
        switch (addresses, node) {
        case (let addresses?, nil): return .addresses(addresses)
        case (nil, let node?): return .node(try state.node(node).id)
        default:
            throw ModelError(
                .invalidValue, field: addresses == nil ? "addresses" : "node",
                message: "a name stands for addresses or for a node, and \(addresses == nil ? "neither" : "both") "
                    + "\(addresses == nil ? "is" : "are") given", remedy: "give one of addresses and node")
        }
    }
}
