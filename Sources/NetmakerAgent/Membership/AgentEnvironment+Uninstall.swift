internal import DurableFiles
internal import NetmakerCore

/// What became of removing netclient from a machine.
public struct Uninstallation: Sendable {
    /// What was done, for people.
    public fileprivate(set) var done: [String] = []
    /// What stays since it is not netclient's to remove, for people.
    public fileprivate(set) var left: [String] = []
    /// What could not be done.
    public fileprivate(set) var failures: [any Error] = []
}

extension AgentEnvironment {
    /// Where `/install.sh` puts the program.
    public static var publicProgram: String { "/usr/local/bin/netclient" }

    /// Leaves every network and removes all that netclient ever put on the machine. What fails keeps nothing else from
    /// being removed; doing it again goes on where it ended.
    ///
    /// - Parameter publicProgram: where a program may lie that people run; removed when it is the one that runs.
    public func uninstall(publicProgram: String = AgentEnvironment.publicProgram) async -> Uninstallation {
        var outcome = Uninstallation()
        for network in networksWithTraces(&outcome) {
            do {
                outcome.done.append(try await leave(network))
            } catch let error as AgentError where error.code == .notMember {
                outcome.attempt { _ in try MembershipFiles(folder: folder, network: network).removeAll() }
            } catch {
                outcome.failures.append(error)
            }
        }
        do { try await sweepGateways() } catch { outcome.failures.append(error) }
        do { outcome.left += try await supervisor.removeCommonParts() } catch { outcome.failures.append(error) }
        outcome.attempt { _ in try removeRunFiles() }
        outcome.attempt { outcome in
            try AtomicFile.remove(folder.program)
            let program = InstalledProgram(path: publicProgram)
            if try program.isInstalled() {
                try program.remove()
            } else if AtomicFile.exists(publicProgram) {
                outcome.left.append("\(publicProgram), which is another than the one that runs")
            }
        }
        for directory in [folder.runDirectory, folder.directory] {
            outcome.attempt { outcome in
                try Folder.removeIfEmpty(directory)
                outcome.left += try Folder.contents(directory).map { "\(directory)/\($0)" }
            }
        }
        return outcome
    }

    /// Those that the machine is in, those whose services are kept, and those of which a file is left.
    private func networksWithTraces(_ outcome: inout Uninstallation) -> [NetworkName] {
        var networks: Set<NetworkName> = []
        outcome.attempt { _ in networks.formUnion(try supervisor.kept()) }
        outcome.attempt { _ in networks.formUnion(try folder.networksWithFiles()) }
        return networks.sorted()
    }

    /// Sockets, locks, and what was remembered of what is no more. A lock that somebody holds is that of a process at
    /// work.
    private func removeRunFiles() throws {
        for name in try Folder.contents(folder.runDirectory) where name.hasPrefix("netclient") {
            let path = "\(folder.runDirectory)/\(name)"
            if name.hasSuffix(".lock") {
                try FileLock(path).remove()
            } else if [".sock", ".names", ".commands"].contains(where: name.hasSuffix) {
                try AtomicFile.remove(path)
            }
        }
    }
}

extension Uninstallation {
    fileprivate mutating func attempt(_ body: (inout Uninstallation) throws -> Void) {
        do { try body(&self) } catch { failures.append(error) }
    }
}

extension AgentFolder {
    /// The networks of which there is any file, also what a crash left of a write.
    fileprivate func networksWithFiles() throws(FileError) -> [NetworkName] {
        try Folder.contents(directory).compactMap { name in
            var name = Substring(name)
            if name.hasPrefix("."), name.hasSuffix(".new") { name = name.dropFirst().dropLast(4) }
            guard let file = File.allCases.first(where: { name.hasPrefix("\($0.rawValue)-") }) else { return nil }
            // A network's name has no dot: what follows one says what the file is.
            return try? NetworkName(parsing: String(name.dropFirst(file.rawValue.count + 1).prefix { $0 != "." }))
        }
    }
}
