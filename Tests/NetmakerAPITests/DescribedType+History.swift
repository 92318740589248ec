import NetmakerAPI
import NetmakerCore
import NetmakerTesting

extension DescribedType {
    static let history: [DescribedType] = [
        .answer(change, changeOfServer),
        .answer(object, ObjectChange(.session, .removed, id: nil, name: nil, fields: [])),
        .answer(
            FieldChange(field: "mtu", before: "1420", after: "1400"), FieldChange(field: "a", before: nil, after: nil)),
        .answer(Listing([change]), Listing([change], next: "~12")),
        .answer(
            DifferenceResource(
                network: Samples.networkName(), epoch: Epoch(rawValue: 1), from: Revision(1), to: Revision(2),
                objects: [object])),
        .answer(
            ServerEventResource(
                network: Samples.networkName(), epoch: Epoch(rawValue: 1), revision: Revision(2), time: Samples.time,
                actor: "user:alice", objects: []),
            ServerEventResource(
                network: nil, epoch: nil, revision: Revision(2), time: Samples.time, actor: "server", objects: [])),
        .answer(ServerResetResource(time: Samples.time)),
        .answer(
            LiveChangeResource(network: Samples.networkName(), nodes: [Samples.nodeID(1)]),
            LiveChangeResource(network: Samples.networkName(), nodes: nil)),
    ]

    private static let object = ObjectChange(
        .node, .changed, id: Samples.nodeID(1).description, name: "machine-1",
        fields: [FieldChange(field: "mtu", before: "1420", after: "1400")])
    private static let change = ChangeResource(
        network: Samples.networkName(), epoch: Epoch(rawValue: 1), revision: Revision(2), time: Samples.time,
        actor: "node:0000000000000001", actorName: "machine-1", objects: [object], stepCount: 1)
    private static let changeOfServer = ChangeResource(
        network: nil, epoch: nil, revision: Revision(2), time: Samples.time, actor: "server", actorName: nil,
        objects: [], stepCount: 1)
}
