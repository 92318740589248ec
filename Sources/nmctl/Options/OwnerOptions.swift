internal import ArgumentParser
internal import NetmakerCore

/// Whose sessions or tokens a command is about.
struct OwnerOptions: ParsableArguments {
    @Option(
        help: "Whose (default: your own); for super admins.", completion: .users, transform: UserName.init(parsing:))
    var user: UserName?
}
