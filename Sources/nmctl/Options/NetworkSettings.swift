internal import ArgumentParser
internal import NetmakerCore

/// How machines get into a network, and where its packets may go.
struct NetworkSettings: ParsableArguments {
    @Option(
        help: "Who lets machines in that have no access key: keyOnly for nobody, or manual for an admin.",
        completion: .list(["keyOnly", "manual"]), transform: Self.admission)
    var admission: NetworkOptions.Admission?
    @Option(
        help: "The local network that nodes stay in, such as 192.168.0.0/16: nothing crosses the public Internet.",
        transform: IPPrefix.init(parsing:))
    var localRange: IPPrefix?
    @Option(
        help: "How often agents without a session ask for changes, in seconds: 5 to 3600.",
        transform: CheckInInterval.init(parsing:))
    var checkInInterval: CheckInInterval?

    private static func admission(_ text: String) throws -> NetworkOptions.Admission {
        guard let admission = NetworkOptions.Admission(rawValue: text) else {
            throw ValidationError("\"\(text.excerpt)\" is neither keyOnly nor manual")
        }
        return admission
    }
}
