internal import DurableFiles
internal import Logging
internal import NetmakerCore
internal import NetmakerWG

/// Runs what is to be run when an interface has come up, and undoes it when the interface has gone. What goes wrong with
/// a command is told, and harms no tunnel.
///
/// What was started is on disk before it is: whoever comes after a crash undoes just that, whatever the file or the
/// server say by then.
struct InterfaceAttendant: Sendable {
    /// How long a command may run.
    static let limit: Duration = .seconds(30)

    let files: MembershipFiles
    let interface: InterfaceName
    let machine: any Machine
    let runner: any CommandRunner
    let logger: Logger
    private let turns = Turns()

    init(_ files: MembershipFiles, _ interface: InterfaceName, _ environment: AgentEnvironment, _ logger: Logger) {
        self.files = files
        self.interface = interface
        machine = environment.machine
        runner = environment.commands
        self.logger = logger
    }

    /// What is known of what was run.
    enum Attendance: Hashable, Sendable {
        /// Nothing was run, and nothing is to be.
        case idle
        /// What went wrong with what was run last; nil when nothing did.
        case attended(trouble: String?)
    }

    /// Makes what has been run what should be.
    ///
    /// - Parameter wanted: what is to be run for an interface that stands; nil while none does that is whole. Asked when
    ///   nothing else is being run.
    /// - Throws: what `wanted` throws, and `FileError` when it cannot be kept what is run: then nothing is.
    func attend(_ wanted: @Sendable () async throws -> [OriginalCommands]?) async throws -> Attendance {
        try await turns.taking {
            let index = await machine.index(of: interface)
            let wanted = try await wanted()
            var result = Attendance.idle
            if let present = try files.startedCommands(boot: machine.boot) {
                if present.interface == interface, present.index == index {
                    // One that stands and is not whole is not one that has gone.
                    guard let wanted, !present.isDone || wanted != present.commands else {
                        return .attended(trouble: present.trouble)
                    }
                }
                result = .attended(trouble: try await undo(present))
            }
            guard let wanted, !wanted.isEmpty, let index else { return result }
            return .attended(
                trouble: try await start(
                    StartedCommands(boot: machine.boot, interface: interface, index: index, commands: wanted)))
        }
    }

    /// Undoes what was run, for good: the interface is gone.
    func end() async throws {
        try await turns.taking {
            if let present = try files.startedCommands(boot: machine.boot) { _ = try await undo(present) }
            try files.removeStartedCommands()
        }
    }

    private func start(_ commands: StartedCommands) async throws -> String? {
        var started = commands
        try files.save(started)
        for original in started.commands {
            if let failure = try await run(original.commands.postUp, "postup", of: original.origin, interface) {
                started.trouble = started.trouble ?? failure
            }
        }
        started.isDone = true
        do {
            try files.save(started)
        } catch {
            // It has been run all the same, and is not to be run again and again.
            logger.error("It cannot be kept how commands have ended", metadata: ["reason": "\(error)"])
            return started.trouble ?? "\(error)"
        }
        return started.trouble
    }

    /// What was run last is undone first.
    private func undo(_ started: StartedCommands) async throws -> String? {
        var trouble: String?
        for original in started.commands.reversed() {
            let failure = try await run(
                original.commands.postDown, "postdown", of: original.origin, started.interface)
            trouble = trouble ?? failure
        }
        try files.removeStartedCommands()
        return trouble
    }

    /// - Returns: what went wrong; nil when nothing did.
    private func run(
        _ command: ShellCommand?, _ kind: String, of origin: CommandOrigin, _ interface: InterfaceName
    ) async throws -> String? {
        guard let command else { return nil }
        let title = "\(origin.title) \(kind)"
        let failure: String?
        do {
            guard let text = command.text(for: interface) else {
                throw AgentError(
                    .invalidInput, message: "the name of interface \(interface) is no word of the shell's",
                    remedy: "write no %i, or join with --interface")
            }
            logger.info("A command is run", metadata: ["command": "\(title)", "interface": "\(interface)"])
            let call = CommandCall(text: text, network: files.network, interface: interface, limit: Self.limit)
            let ending = try await runner.run(call) { line in
                logger.info("A command says", metadata: ["command": "\(title)", "line": "\(line)"])
            }
            failure = ending.failure(after: Self.limit)
        } catch {
            try Task.checkCancellation()
            failure = "could not be run: \(error)"
        }
        guard let failure else { return nil }
        logger.error("A command has failed", metadata: ["command": "\(title)", "reason": "\(failure)"])
        return "\(title) \(failure)"
    }
}

extension CommandOrigin {
    /// For people.
    fileprivate var title: String {
        switch self {
        case .file: "the file's"
        case .server: "the server's"
        }
    }
}

extension CommandEnding {
    /// Nil when it ended well.
    fileprivate func failure(after limit: Duration) -> String? {
        switch self {
        case .exited(0): nil
        case .exited(let status): "ended with status \(status)"
        case .killed(let signal): "was ended by signal \(signal)"
        case .overdue: "was ended after \(limit.components.seconds) s"
        }
    }
}

extension ShellCommand {
    /// The command with `%i` replaced, as `wg-quick` does; nil where the name is not one that `wg-quick` would take: it
    /// may be of a server's making, and must not become a command.
    fileprivate func text(for interface: InterfaceName) -> String? {
        let parts = description.split(separator: "%i", omittingEmptySubsequences: false)
        guard parts.count > 1 else { return description }
        return interface.isOrdinary ? parts.joined(separator: interface.description) : nil
    }
}
