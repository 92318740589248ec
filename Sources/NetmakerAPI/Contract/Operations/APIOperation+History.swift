internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let history = [showNetworkHistory, showNetworkDifference, showServerHistory]

    public static let showNetworkHistory = APIOperation(
        "showNetworkHistory", .get, "/api/v1/networks/{network}/history",
        "Tells what was changed in a network, by whom and when, the newest first.",
        parameters: Parameter.history, answers: .ok(Listing<ChangeResource>.self))

    public static let showNetworkDifference = APIOperation(
        "showNetworkDifference", .get, "/api/v1/networks/{network}/diff",
        "Tells what a network was at one revision and is at another.",
        parameters: [
            Parameter("from", Revision.schema.described("the one before the other if left out")),
            Parameter("to", Revision.schema.described("the current one if left out")),
        ], answers: .ok(DifferenceResource.self), problems: [.conflict, .gone])

    public static let showServerHistory = APIOperation(
        "showServerHistory", .get, "/api/v1/history",
        "Tells what was changed on the server and in all its networks, those included that are no more: the newest first.",
        parameters: Parameter.history + [
            Parameter("network", NetworkName.schema.described("every network of this name there was; all if left out"))
        ], answers: .ok(Listing<ChangeResource>.self))
}

extension APIOperation.Parameter {
    /// Which changes are asked for.
    fileprivate static let history = [
        APIOperation.Parameter(
            "limit",
            .integer(
                "the most changes; \(ChangeFilter.usualLimit) if left out", from: PageLimit.range.lowerBound,
                through: PageLimit.range.upperBound)),
        APIOperation.Parameter("after", Cursor<ChangePlace>.schema),
        APIOperation.Parameter("actor", Actor.schema),
        APIOperation.Parameter("kind", ObjectKind.schema),
        APIOperation.Parameter(
            "name", .string("the name or id of an object", pattern: "^[!-~]{1,255}$", examples: ["machine-1"])),
        APIOperation.Parameter("since", Timestamp.schema.described("not before this")),
        APIOperation.Parameter("until", Timestamp.schema.described("before this")),
    ]
}
