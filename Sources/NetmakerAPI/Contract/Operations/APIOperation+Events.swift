internal import HTTPTypes
internal import NetmakerCore

extension APIOperation {
    static let events = [followEvents]

    public static let followEvents = APIOperation(
        "followEvents", .get, "/api/v1/networks/{network}/events",
        "Follows a network's changes: those after the event that Last-Event-ID names, or those that come.",
        fields: [Parameter("Last-Event-ID", .string("the id of an event", format: "event-id"))], answers: .events)
}
