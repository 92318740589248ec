internal import DurableFiles
internal import NetmakerControl
internal import NetmakerCore
internal import Synchronization

/// The one-time code that makes the first admin: in a file that only the server's operator can read, so that the server
/// is never whoever's comes first.
///
/// It dies when it has served, after 24 hours, or after ten wrong tries; the operator, or a start of the server, makes
/// a new one.
final class SetupCode: Sendable {
    /// How long a code lives.
    static let lifetime: Duration = .seconds(24 * 3600)
    /// How many wrong tries it survives, less one.
    static let largestTryCount = 10

    private struct State {
        /// Nil when it is dead.
        var hash: SecretHash?
        var wrongTries = 0
        var expiresAt: Timestamp
    }
    private let state: Mutex<State>
    /// The file it lies in.
    let path: String

    /// Makes a code and writes its file, over one that a server before left.
    ///
    /// - Throws: `FileError` when the file cannot be written.
    init(writingTo path: String, now: Timestamp) throws(FileError) {
        let code = Secret()
        try Self.write(code, to: path)
        self.path = path
        state = Mutex(State(hash: code.hash, expiresAt: now + Self.lifetime))
    }

    /// Makes a new code in place of the one there is, dead or alive.
    ///
    /// - Throws: `FileError` when the file cannot be written; the old code stays.
    func renew(now: Timestamp) throws(FileError) -> (code: Secret, expiresAt: Timestamp) {
        let code = Secret()
        let expiresAt = now + Self.lifetime
        try Self.write(code, to: path)
        state.withLock { $0 = State(hash: code.hash, expiresAt: expiresAt) }
        return (code, expiresAt)
    }

    private static func write(_ code: Secret, to path: String) throws(FileError) {
        try AtomicFile.write(Array((code.revealed() + "\n").utf8), to: path, mode: 0o600)
    }

    /// Counts a try.
    ///
    /// - Throws: `ControlError.Code.refused` when the code is wrong or dead.
    func check(_ attempt: String, now: Timestamp) throws(ControlError) {
        let hash = (try? Secret(parsing: attempt))?.hash
        let outcome: Outcome = state.withLock { state in
            guard let right = state.hash, now < state.expiresAt else { return .dead }
            if hash == right { return .right }
            state.wrongTries += 1
            guard state.wrongTries < Self.largestTryCount else {
                state.hash = nil
                return .dead
            }
            return .wrong
        }
        switch outcome {
        case .right: return
        case .wrong:
            throw ControlError(
                .refused, field: "code", message: "this is not the setup code",
                remedy: "read it from the file that nm-server named at its start")
        case .dead:
            removeFile()
            throw ControlError(
                .refused, field: "code", message: "the setup code is no longer good",
                remedy: "make a new one with nm-server admin setup-code, or restart nm-server")
        }
    }

    /// Ends the code's life: it has served.
    func consume() {
        state.withLock { $0.hash = nil }
        removeFile()
    }

    private enum Outcome { case right, wrong, dead }

    /// A file that stays is a nuisance, not a danger: the code in it opens nothing any more.
    private func removeFile() { try? AtomicFile.remove(path) }
}
