internal import ArgumentParser
internal import NetmakerCore

/// What a user may do.
struct RoleOptions: ParsableArguments {
    @Flag(help: "Let them do everything.")
    var superAdmin = false
    @Option(
        name: .customLong("network"), help: "A network they administer; may be given again.",
        completion: .networks, transform: NetworkName.init(parsing:))
    var networks: [NetworkName] = []
    @Option(
        help: "Whether they may say what machines run (PostUp, PostDown): granted or denied.",
        completion: .list(["granted", "denied"]), transform: CommandGrant.init(parsing:))
    var commands: CommandGrant?

    func validate() throws {
        guard !superAdmin || networks.isEmpty && commands == nil else {
            throw ValidationError("a super admin has all networks and commands; leave out --network and --commands")
        }
    }
}
