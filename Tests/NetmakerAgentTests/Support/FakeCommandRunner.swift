import NetmakerCore
import Synchronization

@testable import NetmakerAgent

/// Runs nothing, remembers what it was asked to run, and says how that ended as a test tells it.
final class FakeCommandRunner: CommandRunner {
    private let endings = Mutex<[String: CommandEnding]>([:])
    private let held = Mutex<Set<String>>([])
    let texts = Watched<[String]>([])

    /// Has a command end otherwise than well.
    func have(_ text: String, end ending: CommandEnding) { endings.withLock { $0[text] = ending } }

    /// Has a command never end by itself.
    func hold(_ text: String) { held.withLock { _ = $0.insert(text) } }

    /// Has all commands end as usual again.
    func letGo() { held.withLock { $0 = [] } }

    func run(_ call: CommandCall, saying line: @escaping @Sendable (String) -> Void) async throws -> CommandEnding {
        texts.update { $0.append(call.text) }
        line("this is \(call.text)")
        if held.withLock({ $0.contains(call.text) }) { try await Signal().wait() }
        return endings.withLock { $0[call.text] } ?? .exited(0)
    }
}
