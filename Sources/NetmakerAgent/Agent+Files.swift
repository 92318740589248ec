internal import DurableFiles
internal import Logging
internal import NetmakerCore
internal import NetmakerWG
internal import Synchronization

/// Writing down what must outlive the process.
extension Agent {
    /// How long changes are gathered, at least, after something was written and before something is again.
    static let saveDelay: Duration = .seconds(1)
    /// What writing took is waited for so many times before the next: a whole map costs what it holds.
    private static let restFactor = 50
    /// How long after a failure it is tried again.
    static let saveRetryDelay: Duration = .seconds(30)

    /// Writes what has changed: at once, and then not again for a while.
    ///
    /// An agent that is killed and starts again brings the device back to what is written: the sooner that is, the less
    /// it undoes, until the server has told it anew.
    func keepFiles() async throws -> Ending {
        while true {
            try await changed.wait()
            let start = clock.now
            guard await save() else {
                changed.raise()
                try await clock.sleep(for: Self.saveRetryDelay)
                continue
            }
            try await clock.sleep(for: max(Self.saveDelay, (clock.now - start) * Self.restFactor))
        }
    }

    /// Writes what has changed of the map, and leads the configuration file together with it. A failure costs a start without the
    /// server its latest news, and nothing else.
    ///
    /// - Returns: whether it is written.
    @discardableResult
    func save() async -> Bool {
        do {
            try await writing.taking { try await write() }
            return true
        } catch {
            // What is in the file now is not known: the next time all of it is written.
            memory.withLock { $0.journal = nil }
            logger.error("The map cannot be saved", metadata: ["reason": "\(error)"])
            return false
        }
    }

    private func write() async throws {
        let known = memory.withLock { $0 }
        guard !known.isForgotten else { return }
        if known.journal?.isFull ?? true { await tunnel.writeEverything() }
        guard let content = await tunnel.takeUnwritten(serverTime: known.serverTime) else { return }
        var journal = known.journal
        switch content {
        case .whole(let map): journal = try MapJournal(writing: map, to: files.path(.map))
        case .change(let change): try journal?.append(change)
        }
        memory.withLock { [journal] in $0.journal = journal }
        try await leadConfiguration()
        watched.update {
            $0.saves += 1
            $0.mapTrouble = nil
        }
    }
}
