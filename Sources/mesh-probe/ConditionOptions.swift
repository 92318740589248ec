internal import ArgumentParser
internal import NetmakerCore

/// What a device looks like once it has the change.
struct ConditionOptions: ParsableArguments {
    @Option(help: "Until no device has this peer.", transform: PublicKey.init(parsing:))
    var absent: PublicKey?

    @Option(help: "Until every device has this peer.", transform: PublicKey.init(parsing:))
    var present: PublicKey?

    @Option(help: "Until every device has a peer there: KEY=ENDPOINT.", transform: Condition.endpoint(parsing:))
    var endpoint: Condition?

    /// - Throws: `ValidationError` unless there is exactly one.
    func condition() throws -> Condition {
        let conditions = [absent.map(Condition.absent), present.map(Condition.present), endpoint].compactMap(\.self)
        guard let condition = conditions.first, conditions.count == 1 else {
            throw ValidationError("give one of --absent, --present and --endpoint")
        }
        return condition
    }
}
