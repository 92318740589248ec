internal import ArgumentParser
internal import NetmakerCore

/// What machines run when their interface comes up or goes.
struct CommandsOptions: ParsableArguments {
    @Option(
        help: "What is run as root when the interface comes up, where the machine's owner allows it.",
        transform: { try ShellCommand($0, for: "postUp") })
    var postUp: ShellCommand?
    @Flag(help: "Run nothing when the interface comes up.")
    var clearPostUp = false
    @Option(
        help: "What is run as root when the interface has gone, where the machine's owner allows it.",
        transform: { try ShellCommand($0, for: "postDown") })
    var postDown: ShellCommand?
    @Flag(help: "Run nothing when the interface has gone.")
    var clearPostDown = false

    func validate() throws {
        guard postUp == nil || !clearPostUp, postDown == nil || !clearPostDown else {
            throw ValidationError("a command cannot be given and cleared at once")
        }
    }

    var postUpUpdate: NetmakerCore.Update<ShellCommand> { .init(postUp, isCleared: clearPostUp) }
    var postDownUpdate: NetmakerCore.Update<ShellCommand> { .init(postDown, isCleared: clearPostDown) }
}

extension NetmakerCore.Update {
    /// What an option and the flag that clears it say together.
    init(_ value: Value?, isCleared: Bool) { self = isCleared ? .clear : value.map { .set($0) } ?? .keep }
}
