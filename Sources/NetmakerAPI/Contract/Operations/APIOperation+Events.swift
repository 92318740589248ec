internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let events = [followEvents, followServerEvents]

    public static let followEvents = APIOperation(
        "followEvents", .get, "/api/v1/networks/{network}/events",
        "Follows a network's changes: those after the event that Last-Event-ID names, or those that come.",
        fields: [Parameter("Last-Event-ID", .string("the id of an event", format: "event-id"))], answers: .events)

    public static let followServerEvents = APIOperation(
        "followServerEvents", .get, "/api/v1/events",
        "Follows the changes of all networks that one may see, and for super admins those of the server.",
        parameters: [
            Parameter(
                "live", .boolean("whether to tell too whose live state has changed, which is no change of theirs"))
        ],
        fields: [Parameter("Last-Event-ID", .string("the id of an event", format: "server-event-id"))],
        answers: .serverEvents)
}
