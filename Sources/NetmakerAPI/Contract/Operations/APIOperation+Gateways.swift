internal import HTTPTypes

extension APIOperation {
    static let gateways = [
        setEgress, removeEgress, setIngress, removeIngress, setRelay, removeRelay, setExtraRanges, removeExtraRanges,
    ]

    private static let node = "/api/v1/networks/{network}/nodes/{node}"

    public static let setEgress = APIOperation(
        "setEgress", .put, node + "/egress", "Makes a node an egress gateway of these ranges.",
        takes: EgressRequest.self, answers: .ok(NodeResource.self, .tag, .networkRevision))

    public static let removeEgress = APIOperation(
        "removeEgress", .delete, node + "/egress", "Makes a node no egress gateway any more.",
        answers: .done(.networkRevision))

    public static let setIngress = APIOperation(
        "setIngress", .put, node + "/ingress", "Makes a node an ingress gateway.",
        takes: IngressRequest.self, answers: .ok(NodeResource.self, .tag, .networkRevision))

    public static let removeIngress = APIOperation(
        "removeIngress", .delete, node + "/ingress",
        "Makes a node no ingress gateway any more: one that clients enter by only with force, which cuts them off.",
        parameters: [Parameter("force", .boolean("whether its clients are cut off"))],
        answers: .done(.networkRevision))

    public static let setRelay = APIOperation(
        "setRelay", .put, node + "/relay", "Marks a node as one that may carry the packets of others.",
        answers: .ok(NodeResource.self, .tag, .networkRevision))

    public static let removeRelay = APIOperation(
        "removeRelay", .delete, node + "/relay", "Takes the mark of a relay away.", answers: .done(.networkRevision))

    public static let setExtraRanges = APIOperation(
        "setExtraRanges", .put, node + "/ranges", "Says which ranges are routed to a node besides its addresses.",
        takes: ExtraRangesRequest.self, answers: .ok(NodeResource.self, .tag, .networkRevision))

    public static let removeExtraRanges = APIOperation(
        "removeExtraRanges", .delete, node + "/ranges", "Routes no ranges to a node besides its addresses.",
        answers: .done(.networkRevision))
}
