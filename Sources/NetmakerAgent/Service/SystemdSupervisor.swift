internal import DurableFiles
internal import Glibc
public import Logging
public import NetmakerCore

/// systemd, by its files and its `systemctl`: `netclient@.service` for all networks, and `netclient-<network>.timer` for
/// each.
public struct SystemdSupervisor: Supervisor {
    /// Where an administrator's units are.
    public static let standardUnitDirectory = "/etc/systemd/system"
    /// There while systemd runs a machine (sd_booted(3)).
    public static let standardMark = "/run/systemd/system"

    private let folder: AgentFolder
    private let unitDirectory: String
    private let mark: String
    private let logger: Logger
    private let systemctl: Systemctl

    public init(
        folder: AgentFolder, unitDirectory: String = standardUnitDirectory, mark: String = standardMark,
        logger: Logger
    ) {
        self.init(
            folder: folder, unitDirectory: unitDirectory, mark: mark, systemctl: Systemctl(), logger: logger)
    }

    init(folder: AgentFolder, unitDirectory: String, mark: String, systemctl: Systemctl, logger: Logger) {
        self.systemctl = systemctl
        self.folder = folder
        self.unitDirectory = unitDirectory
        self.mark = mark
        self.logger = logger
    }

    public var isPresent: Bool { AtomicFile.exists(mark) }

    private var template: UnitFile { .template(for: folder) }

    public func check(_ network: NetworkName) async throws {
        for (directory, option) in [(folder.directory, "--directory"), (folder.runDirectory, "--run-directory")]
        where !directory.hasPrefix("/")
            || directory.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || "\"'\\%$".utf8.contains($0) })
        {
            throw AgentError(
                .invalidInput, message: "a folder called \(directory) cannot stand in a unit of systemd's",
                remedy: "name another one with \(option), or join with --daemon off")
        }
        for unit in [template, .timer(for: network)] where try unit.standing(in: unitDirectory) == .foreign {
            throw AgentError(
                .failed, message: "\(unitDirectory)/\(unit.name) is there already, and is not netclient's",
                remedy: "move it away, or join with --daemon off")
        }
        if try servesOthers() {
            throw AgentError(
                .refused,
                message:
                    "\(unitDirectory)/\(template.name) runs networks of other folders than \(folder.directory) and "
                    + folder.runDirectory,
                remedy: "join with the folders that it names, or with --daemon off and run netclient daemon otherwise")
        }
        try await systemctl("show", "--property=Version")
    }

    public func keep(_ network: NetworkName) async throws {
        try await check(network)
        let program = InstalledProgram(path: folder.program)
        let isNew = try program.install()
        do {
            // The timer first: by it whoever comes after a crash knows that there is something to retire.
            try UnitFile.timer(for: network).write(in: unitDirectory)
            if try template.standing(in: unitDirectory) == .edited {
                logger.notice(
                    "The unit was changed by hand and is left as it is",
                    metadata: ["file": "\(unitDirectory)/\(template.name)"])
            } else {
                try template.write(in: unitDirectory)
            }
            try await systemctl("daemon-reload")
            let units = [UnitFile.serviceName(network), UnitFile.timerName(network)]
            try await systemctl("enable", units[0], units[1])
            try await systemctl("start", units[0], units[1])
        } catch {
            await undoKeeping(network)
            if isNew { try program.remove() }
            throw error
        }
    }

    /// What led to it is what is told; what fails besides is only logged.
    private func undoKeeping(_ network: NetworkName) async {
        for undo in [stop, retire] {
            do {
                try await undo(network)
            } catch {
                logger.error("A failed start is not undone", metadata: ["reason": "\(error)"])
            }
        }
    }

    public func stop(_ network: NetworkName) async throws {
        guard isPresent, try isKept(network) else { return }
        // What would start it first.
        try await systemctl("stop", UnitFile.timerName(network), UnitFile.serviceName(network))
    }

    public func retire(_ network: NetworkName) async throws {
        guard try isKept(network) else { return try removeIdleTemplate() }
        let (service, timer) = (UnitFile.serviceName(network), UnitFile.timerName(network))
        var failure: (any Error)?
        if isPresent {
            do {
                try await systemctl("stop", timer)
                try await systemctl("disable", timer, service)
            } catch {
                // Whoever goes on with it is started by what is still there.
                try Task.checkCancellation()
                failure = error
            }
        }
        // A system that does not run, or does not answer, has its units enabled by these links all the same.
        for link in ["timers.target.wants/\(timer)", "multi-user.target.wants/\(service)"] {
            try AtomicFile.remove("\(unitDirectory)/\(link)")
        }
        // The timer last: by it we know that there is something to retire.
        try AtomicFile.remove("\(unitDirectory)/\(timer)")
        try removeIdleTemplate()
        if isPresent {
            do {
                try await systemctl("daemon-reload")
                // One that failed is else remembered. As a pattern: there need not be one.
                try await systemctl("reset-failed", "netclient@\(network).servic[e]")
            } catch  where Task.isCancelled {
                // Nothing is left to go on with.
            }
        }
        if let failure { throw failure }
    }

    /// Those of these folders.
    public func kept() throws -> [NetworkName] { try servesOthers() ? [] : timers() }

    /// Whether the units that are there are for other folders: one template is for all that have timers.
    private func servesOthers() throws -> Bool {
        guard [.untouched, .edited].contains(try template.standing(in: unitDirectory)), try !timers().isEmpty,
            let command = try template.command(in: unitDirectory)
        else { return false }
        let words = command.split(separator: " ").map(String.init)
        func folder(_ option: String) -> String? {
            words.firstIndex(of: option).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
        }
        let standard = AgentFolder.standard
        return (folder("--directory") ?? standard.directory) != self.folder.directory
            || (folder("--run-directory") ?? standard.runDirectory) != self.folder.runDirectory
    }

    /// The networks that have a timer of netclient's.
    private func timers() throws -> [NetworkName] {
        try Folder.contents(unitDirectory).compactMap { name -> NetworkName? in
            guard name.hasPrefix("netclient-"), name.hasSuffix(".timer"),
                let network = try? NetworkName(parsing: String(name.dropFirst(10).dropLast(6)))
            else { return nil }
            return try hasTimer(network) ? network : nil
        }
    }

    private func isKept(_ network: NetworkName) throws -> Bool { try hasTimer(network) && !servesOthers() }

    private func hasTimer(_ network: NetworkName) throws -> Bool {
        [.untouched, .edited].contains(try UnitFile.timer(for: network).standing(in: unitDirectory))
    }

    /// Removes the template when it runs nothing any more. One that was changed is its owner's to remove.
    private func removeIdleTemplate() throws {
        guard try timers().isEmpty else { return }
        switch try template.standing(in: unitDirectory) {
        case .untouched: try AtomicFile.remove("\(unitDirectory)/\(template.name)")
        case .edited:
            logger.notice(
                "The unit was changed by hand and stays", metadata: ["file": "\(unitDirectory)/\(template.name)"])
        case .missing, .foreign: break
        }
    }

    public func removeCommonParts() async throws -> [String] {
        var others: [String] = []
        switch try servesOthers() ? .missing : try template.standing(in: unitDirectory) {
        case .untouched, .edited:
            try AtomicFile.remove("\(unitDirectory)/\(template.name)")
            if isPresent { try await systemctl("daemon-reload") }
        case .foreign: others.append("\(unitDirectory)/\(template.name)")
        case .missing: break
        }
        try InstalledProgram(path: folder.program).remove()
        let dropIns = try Folder.contents(unitDirectory).filter { $0.hasPrefix("netclient@") && $0.hasSuffix(".d") }
        return others + dropIns.map { "\(unitDirectory)/\($0)" }
    }
}
