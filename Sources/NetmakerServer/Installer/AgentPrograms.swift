internal import Foundation
internal import NIOPosix
internal import NetmakerAPI
internal import Synchronization

/// The netclients that lie beside the server, or where it was told. Looked at anew when a file has changed, so that an
/// upgrade is given away without a restart.
final class AgentPrograms: Sendable {
    private struct Seen {
        let changedAt: Date
        let size: Int
        let program: AgentProgram?
    }

    private let folder: String
    private let seen = Mutex<[String: Seen]>([:])

    /// - Parameter folder: nil for the one that the server's own program lies in.
    init(folder: String? = nil) {
        self.folder =
            folder ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    }

    /// One for each architecture there is. Read off the threads that serve: one that is new is hashed first.
    func all() async throws -> [AgentProgram] {
        try await NIOThreadPool.singleton.runIfActive { [self] in current }
    }

    private var current: [AgentProgram] {
        var found: [AgentArchitecture: AgentProgram] = [:]
        // The one with an architecture in its name goes before the other.
        for name in ["netclient"] + AgentArchitecture.allCases.map({ "netclient-\($0.rawValue)" }) {
            if let program = program(at: "\(folder)/\(name)") { found[program.architecture] = program }
        }
        return found.values.sorted { $0.architecture.rawValue < $1.architecture.rawValue }
    }

    /// Nil when there is no such file, or it is no program.
    private func program(at path: String) -> AgentProgram? {
        let attributes: [FileAttributeKey: Any]
        do { attributes = try FileManager.default.attributesOfItem(atPath: path) } catch { return nil }
        guard attributes[.type] as? FileAttributeType == .typeRegular,
            let changedAt = attributes[.modificationDate] as? Date, let size = attributes[.size] as? Int
        else { return nil }
        if let known = seen.withLock({ $0[path] }), known.changedAt == changedAt, known.size == size {
            return known.program
        }
        let program: AgentProgram?
        do { program = try AgentProgram(reading: path) } catch { return nil }
        seen.withLock { $0[path] = Seen(changedAt: changedAt, size: size, program: program) }
        return program
    }
}
