internal import DurableFiles
internal import FoundationEssentials
internal import NetmakerCore

/// Whose a command is.
enum CommandOrigin: String, Hashable, Sendable, Codable {
    /// The machine's owner's, who wrote it into the network's file.
    case file
    /// An admin's, whom the owner lets run commands.
    case server
}

/// One side's commands of an interface.
struct OriginalCommands: Hashable, Sendable, Codable {
    let origin: CommandOrigin
    let commands: InterfaceCommands
}

/// What was run when an interface came up, and so is to be undone when it goes: written before it is run, so that what
/// a crash leaves half done is known.
struct StartedCommands: Hashable, Sendable, Codable {
    /// What the kernel tells of its present life: after a reboot nothing of what was run is left to undo.
    let boot: String
    let interface: InterfaceName
    /// Of the interface that it was run for: one that was made anew has another.
    let index: UInt32
    /// In the order in which they were run.
    let commands: [OriginalCommands]
    /// Whether they have all come to an end, well or not.
    var isDone = false
    /// What went wrong with them; nil when nothing did.
    var trouble: String?
}

extension MembershipFiles {
    private static let startedLimit = 65_536

    /// What was run and not undone since the machine booted; nil when nothing was. A file that says nothing is none.
    func startedCommands(boot: String) throws(FileError) -> StartedCommands? {
        let path = folder.startedCommands(network)
        guard AtomicFile.exists(path) else { return nil }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try AtomicFile.read(path, limit: Self.startedLimit)
        } catch  where error.code == .unsuitable || error.code == .tooLarge {
            return nil
        }
        guard let started = try? JSONDecoder().decode(StartedCommands.self, from: Data(bytes)), started.boot == boot
        else { return nil }
        return started
    }

    func save(_ started: StartedCommands) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(started)) + [UInt8(ascii: "\n")]
        try AtomicFile.write(bytes, to: folder.startedCommands(network), mode: 0o600)
    }

    func removeStartedCommands() throws(FileError) { try AtomicFile.remove(folder.startedCommands(network)) }
}

extension AgentFolder {
    /// What was run for the network's interface. It need not outlive a reboot, nor do what it tells of.
    func startedCommands(_ network: NetworkName) -> String { "\(runDirectory)/netclient-\(network).commands" }
}
