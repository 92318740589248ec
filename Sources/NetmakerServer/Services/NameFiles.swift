internal import DurableFiles
internal import Logging
internal import NetmakerControl
internal import NetmakerCore
internal import NetmakerDNS
internal import ServiceLifecycle
internal import Synchronization

/// Keeps the files that name servers read equal to the names there are: at the start, whenever a name changes, and at
/// most once a second. Nobody who changes a name waits for it.
final class NameFiles: Service {
    /// An absolute path.
    let folder: String
    private let controlPlane: ControlPlane
    private let clock: any Clock<Duration>
    private let wallClock: any WallClock
    private let logger: Logger

    /// From one writing to the next; what changes meanwhile is written together.
    static let interval: Duration = .seconds(1)
    /// The longest pause after a writing that failed. It begins with the interval and doubles.
    static let longestPause: Duration = .seconds(60)

    private struct State {
        var failingSince: Timestamp?
        var writings = 0
    }
    private let state = Mutex(State())

    init(
        folder: String, controlPlane: ControlPlane, clock: any Clock<Duration>, wallClock: any WallClock, logger: Logger
    ) {
        self.folder = folder
        self.controlPlane = controlPlane
        self.clock = clock
        self.wallClock = wallClock
        self.logger = logger
    }

    /// Since when the files are not what they should be; nil while they are.
    var failingSince: Timestamp? { state.withLock { $0.failingSince } }

    /// How often files were made ready, written or found as they should be.
    var writings: Int { state.withLock { $0.writings } }

    func run() async throws {
        await cancelWhenGracefulShutdown { await self.keepWriting() }
    }

    private func keepWriting() async {
        // Before the truth is read: what changes in between is announced again.
        var changes = controlPlane.feed.nameChanges().makeAsyncIterator()
        var sections = HostsSections()
        repeat {
            var pause = Self.interval
            while !write(&sections) {
                do { try await clock.sleep(for: pause) } catch { return }
                pause = min(pause * 2, Self.longestPause)
            }
            do { try await clock.sleep(for: Self.interval) } catch { return }
        } while await changes.next() != nil
    }

    /// - Returns: whether the files are as they should be.
    private func write(_ sections: inout HostsSections) -> Bool {
        do {
            let truth = controlPlane.truth
            try Folder.create(folder, mode: 0o755)
            let networks = sections.advance(to: truth)
            // Names first: a name server that hears of a zone finds what is in it.
            try NamesFile.write(
                HostsFile(sections: networks.map(\.text)).text, to: "\(folder)/\(Corefile.hostsFile)")
            try NamesFile.write(Corefile.emptyZone, to: "\(folder)/\(Corefile.emptyZoneFile)")
            try NamesFile.write(
                try Corefile(zones: networks.flatMap(\.zones), folder: folder).text, to: "\(folder)/\(Corefile.file)")
        } catch {
            failed(error)
            return false
        }
        succeeded()
        return true
    }

    private func failed(_ error: any Error) {
        let now = wallClock.now
        let isNews = state.withLock { state in
            defer { state.failingSince = state.failingSince ?? now }
            return state.failingSince == nil
        }
        if isNews { logger.error("names not written", metadata: ["file": "\(folder)", "error": "\(error)"]) }
    }

    private func succeeded() {
        let isMended = state.withLock { state in
            state.writings += 1
            return state.failingSince.take() != nil
        }
        if isMended { logger.notice("names written again", metadata: ["file": "\(folder)"]) }
    }
}
