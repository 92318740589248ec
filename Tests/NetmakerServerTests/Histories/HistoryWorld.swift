import Foundation
import Logging
import NetmakerCore
import NetmakerStore
import NetmakerTesting
import Synchronization

@testable import NetmakerControl
@testable import NetmakerServer

/// The server a history happens to: all of it but its listeners, and no task but the caller's.
final class HistoryWorld {
    /// Where truth lies, and whether the server starts anew when a history says so.
    enum Course: String, Sendable, CaseIterable {
        case memory, memoryRestarting, sqliteRestarting

        var restarts: Bool { self != .memory }
        /// Whether agents watch.
        var isWatched: Bool { self != .memoryRestarting }
    }

    let course: Course
    let clock = ManualClock()
    private(set) var control: ControlPlane
    private(set) var service: AgentService
    private var store: any Store
    private let draws: Draws
    private let folder: String?

    /// How often random numbers were asked for. A server that starts anew goes on counting.
    private final class Draws: Sendable {
        private let count = Mutex(0)
        let seed: UInt64

        init(seed: UInt64) { self.seed = seed }

        func next() -> SeededGenerator {
            let draw = count.withLock { count in
                defer { count += 1 }
                return count
            }
            return PlainTruth.generator(seed: seed, draw: draw)
        }
    }

    init(_ course: Course, seed: UInt64) async throws {
        self.course = course
        draws = Draws(seed: seed)
        if course == .sqliteRestarting {
            folder = try Self.makeFolder()
            store = try SQLiteStore(opening: (folder ?? "") + "/truth.db")
        } else {
            folder = nil
            store = InMemoryStore()
        }
        (control, service) = Self.server(on: store, clock, draws)
        try await control.load()
    }

    deinit {
        guard let folder else { return }
        do { try FileManager.default.removeItem(atPath: folder) } catch { print("\(folder) is left: \(error)") }
    }

    /// On a file system in memory where there is one: what is tested is not the disk.
    private static func makeFolder() throws -> String {
        let memory = "/dev/shm"
        let parent =
            FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.path
        let folder = "\(parent)/netmaker-history-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        return folder
    }

    /// Batches are bounded by their number alone: how long deciding takes depends on the machine.
    private static func server(
        on store: any Store, _ clock: ManualClock, _ draws: Draws
    ) -> (ControlPlane, AgentService) {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let control = ControlPlane(
            store: store, wallClock: clock, logger: logger, batchLimits: BatchLimits(deciding: .seconds(3600)),
            randomness: { draws.next() })
        return (control, AgentService(control: control, wallClock: clock, logger: logger))
    }

    /// The server is gone, with all it had in memory, and another one reads the store.
    func restart() async throws {
        if let folder, let sqlite = store as? SQLiteStore {
            try sqlite.close()
            store = try SQLiteStore(opening: folder + "/truth.db")
        }
        (control, service) = Self.server(on: store, clock, draws)
        try await control.load()
    }

    /// Does all that was handed in, as the writer would whose commands had queued up meanwhile.
    func write() async {
        while let first = control.queue.nextWaiting() { await control.write(control.gather(from: first)) }
    }
}
