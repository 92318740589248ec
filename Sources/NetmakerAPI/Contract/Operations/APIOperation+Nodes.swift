internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let nodes = [listNodes, showNode, updateNode, removeNode, approveNode, denyNode, listLinks]

    public static let listNodes = APIOperation(
        "listNodes", .get, "/api/v1/networks/{network}/nodes", "Lists a network's nodes.",
        parameters: Parameter.page(by: NodeName.self) + [Parameter("search", NodeSearch.schema)],
        answers: .ok(Listing<NodeResource>.self))

    public static let showNode = APIOperation(
        "showNode", .get, "/api/v1/networks/{network}/nodes/{node}", "Shows a node.",
        answers: .ok(NodeResource.self, .tag))

    public static let updateNode = APIOperation(
        "updateNode", .patch, "/api/v1/networks/{network}/nodes/{node}", "Changes a node.",
        takes: UpdateNodeRequest.self, answers: .ok(NodeResource.self, .tag, .networkRevision))

    public static let approveNode = APIOperation(
        "approveNode", .post, "/api/v1/networks/{network}/nodes/{node}/approve", "Lets a machine in that waits.",
        answers: .ok(NodeResource.self, .tag, .networkRevision))

    public static let denyNode = APIOperation(
        "denyNode", .post, "/api/v1/networks/{network}/nodes/{node}/deny", "Turns a machine away that waits.",
        answers: .done(.networkRevision))

    public static let removeNode = APIOperation(
        "removeNode", .delete, "/api/v1/networks/{network}/nodes/{node}", "Removes a node.",
        answers: .done(.networkRevision))

    public static let listLinks = APIOperation(
        "listLinks", .get, "/api/v1/networks/{network}/nodes/{node}/links",
        "Tells how a node's tunnels do: its agent is asked.",
        parameters: [
            Parameter(
                "limit",
                .integer(
                    "the most items; \(NodeLinks.maximumCount) if left out or more", from: PageLimit.range.lowerBound,
                    through: PageLimit.range.upperBound)),
            Parameter("after", Cursor<NodeName>.schema),
        ], answers: .ok(NodeLinks.self))
}
