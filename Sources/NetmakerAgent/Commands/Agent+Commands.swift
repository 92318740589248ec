internal import DurableFiles
internal import Logging
internal import NetmakerCore
internal import Synchronization

/// What the machine runs when the interface has come up, and when it has gone.
extension Agent {
    /// What there is to see without reading anything: as long as it is the same, there is nothing to do.
    private struct Occasion: Hashable {
        let index: UInt32?
        let isWhole: Bool
        let hasInterface: Bool
        let commands: InterfaceCommands
        let file: FileStamp?
    }

    /// Has it run whenever the interface may have come or gone.
    func keepCommands() async throws -> Ending {
        var last: Occasion?
        var isDone = false
        while true {
            let configuration = await tunnel.configuration
            let occasion = Occasion(
                index: await environment.machine.index(of: tunnel.interface),
                isWhole: await tunnel.revisionInForce != nil,
                hasInterface: await tunnel.hasInterface,
                commands: configuration?.options.commands ?? InterfaceCommands(),
                file: FileStamp(files.path(.configuration)))
            if occasion != last || !isDone {
                if occasion.commands != last?.commands { tellRefusal(of: occasion.commands) }
                last = occasion
                isDone = try await attend()
            }
            if occasion.isWhole { watched.update { $0.isAttended = true } }
            try await interfaceMoved.wait()
        }
    }

    /// - Returns: whether it came to an end, well or not; else it is to be tried again, since nothing was run.
    private func attend() async throws -> Bool {
        let trouble: String?
        var isDone = true
        do {
            switch try await attendant.attend({ try await self.wantedCommands() }) {
            case .idle: return true
            case .attended(let known): trouble = known
            }
        } catch {
            try Task.checkCancellation()
            trouble = "\(error)"
            isDone = false
        }
        let isNews = watched.value.commandTrouble != trouble
        if isNews, !isDone, let trouble { logger.error("Commands are not run", metadata: ["reason": "\(trouble)"]) }
        watched.update { $0.commandTrouble = trouble }
        // Told to the server by the next session's hello.
        if isNews { reconnect.raise() }
        return isDone
    }

    /// Nil while no whole interface stands.
    private func wantedCommands() async throws -> [OriginalCommands]? {
        guard await tunnel.hasInterface, let configuration = await tunnel.configuration else { return nil }
        var wanted = [OriginalCommands(origin: .file, commands: try files.localCommands())]
        if allowsRemoteCommands {
            wanted.append(OriginalCommands(origin: .server, commands: configuration.options.commands))
        }
        return wanted.filter { $0.commands != InterfaceCommands() }
    }

    /// Whether the machine's owner lets the server have commands run.
    var allowsRemoteCommands: Bool { memory.withLock { $0.credential.remoteCommands } == .allow }

    private func tellRefusal(of commands: InterfaceCommands) {
        guard commands != InterfaceCommands(), !allowsRemoteCommands else { return }
        logger.notice(
            "The server's commands are not run: the machine's owner has not allowed them",
            metadata: ["remedy": "to allow them, leave and join with --allow-remote-commands"])
    }
}
