internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let networks = [
        listNetworks, createNetwork, showNetwork, updateNetwork, deleteNetwork, changeRanges, showKeyRefresh,
        refreshKeys, awaitConvergence,
    ]

    public static let listNetworks = APIOperation(
        "listNetworks", .get, "/api/v1/networks", "Lists the networks.",
        parameters: Parameter.page(by: NetworkName.self),
        answers: .ok(Listing<NetworkResource>.self))

    public static let createNetwork = APIOperation(
        "createNetwork", .post, "/api/v1/networks", "Makes a network.", takes: CreateNetworkRequest.self,
        answers: .created(NetworkResource.self, .tag, .networkRevision))

    public static let showNetwork = APIOperation(
        "showNetwork", .get, "/api/v1/networks/{network}", "Shows a network.",
        answers: .ok(NetworkResource.self, .tag))

    public static let updateNetwork = APIOperation(
        "updateNetwork", .patch, "/api/v1/networks/{network}", "Changes a network.",
        takes: UpdateNetworkRequest.self, answers: .ok(NetworkResource.self, .tag, .networkRevision))

    public static let deleteNetwork = APIOperation(
        "deleteNetwork", .delete, "/api/v1/networks/{network}",
        "Deletes a network: one that has nodes only with force, which removes them.",
        parameters: [Parameter("force", .boolean("whether nodes are removed with it"))],
        answers: .done(.networkRevision))

    public static let changeRanges = APIOperation(
        "changeRanges", .put, "/api/v1/networks/{network}/ranges", "Gives a network other address ranges.",
        parameters: [Parameter("dryRun", .boolean("whether to tell only what would happen"))],
        takes: ChangeRangesRequest.self, answers: .ok(RangesResource.self, .networkRevision))

    public static let showKeyRefresh = APIOperation(
        "showKeyRefresh", .get, "/api/v1/networks/{network}/key-refresh",
        "Tells how far nodes are with new WireGuard keys.", answers: .ok(KeyRefreshResource.self))

    public static let refreshKeys = APIOperation(
        "refreshKeys", .post, "/api/v1/networks/{network}/key-refresh", "Has every node make a new WireGuard key.",
        answers: .accepted(KeyRefreshResource.self, .networkRevision))

    public static let awaitConvergence = APIOperation(
        "awaitConvergence", .get, "/api/v1/networks/{network}/convergence",
        "Tells how far a network is with a revision, and waits until it is in force if asked to.",
        parameters: [
            Parameter("revision", Revision.schema.described("the one to wait for; the current one if left out")),
            Parameter(
                "timeout",
                .integer(
                    "seconds to wait at most", from: 0, through: Int(ConvergenceResource.longestWait.components.seconds)
                )),
        ], answers: .ok(ConvergenceResource.self), problems: [.conflict])
}
