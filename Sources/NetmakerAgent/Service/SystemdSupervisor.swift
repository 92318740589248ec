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
    private let systemctl = Systemctl()

    public init(
        folder: AgentFolder, unitDirectory: String = standardUnitDirectory, mark: String = standardMark,
        logger: Logger
    ) {
        self.folder = folder
        self.unitDirectory = unitDirectory
        self.mark = mark
        self.logger = logger
    }

    public var isPresent: Bool { AtomicFile.exists(mark) }

    private var template: UnitFile { .template(for: folder) }

    public func check(_ network: NetworkName) async throws {
        guard !folder.directory.utf8.contains(where: { $0 <= 0x20 || "\"'\\%$".utf8.contains($0) }) else {
            throw AgentError(
                .invalidInput, message: "a folder called \(folder.directory) cannot stand in a unit of systemd's",
                remedy: "name another one with --directory, or join with --daemon off")
        }
        for unit in [template, .timer(for: network)] where try unit.standing(in: unitDirectory) == .foreign {
            throw AgentError(
                .failed, message: "\(unitDirectory)/\(unit.name) is there already, and is not netclient's",
                remedy: "move it away, or join with --daemon off")
        }
        try await systemctl("show", "--property=Version")
    }

    public func keep(_ network: NetworkName) async throws {
        try await check(network)
        let program = InstalledProgram(path: folder.program)
        let isNew = try program.install()
        do {
            if try template.standing(in: unitDirectory) == .edited {
                logger.notice(
                    "The unit was changed by hand and is left as it is",
                    metadata: ["file": "\(unitDirectory)/\(template.name)"])
            } else {
                try template.write(in: unitDirectory)
            }
            try UnitFile.timer(for: network).write(in: unitDirectory)
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
        guard try isKept(network) else { return }
        let (service, timer) = (UnitFile.serviceName(network), UnitFile.timerName(network))
        var failure: (any Error)?
        if isPresent {
            do {
                try await systemctl("stop", timer)
                try await systemctl("disable", timer, service)
            } catch {
                failure = error
            }
        }
        // A system that does not run, or does not answer, has its units enabled by these links all the same.
        for link in ["timers.target.wants/\(timer)", "multi-user.target.wants/\(service)"] {
            try AtomicFile.remove("\(unitDirectory)/\(link)")
        }
        // The timer last: by it we know that there is something to retire.
        try AtomicFile.remove("\(unitDirectory)/\(timer)")
        if try kept().isEmpty { try removeTemplate() }
        if isPresent {
            try await systemctl("daemon-reload")
            // One that failed is else remembered. As a pattern: there need not be one.
            try await systemctl("reset-failed", "netclient@\(network).servic[e]")
        }
        if let failure { throw failure }
    }

    public func kept() throws -> [NetworkName] {
        try Folder.contents(unitDirectory).compactMap { name -> NetworkName? in
            guard name.hasPrefix("netclient-"), name.hasSuffix(".timer"),
                let network = try? NetworkName(parsing: String(name.dropFirst(10).dropLast(6)))
            else { return nil }
            return try isKept(network) ? network : nil
        }
    }

    private func isKept(_ network: NetworkName) throws -> Bool {
        [.untouched, .edited].contains(try UnitFile.timer(for: network).standing(in: unitDirectory))
    }

    /// One that was changed is its owner's to remove.
    private func removeTemplate() throws {
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
        switch try template.standing(in: unitDirectory) {
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
