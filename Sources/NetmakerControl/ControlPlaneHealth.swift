public import NetmakerCore
public import NetmakerStore

/// Whether a control plane can do its work.
public enum ControlPlaneHealth: Hashable, Sendable {
    /// The state is not read yet.
    case loading
    case ready
    /// The last commit failed: what is known can be read, and nothing can be changed until a commit succeeds again.
    case commitFailed(StoreError.Code, message: String, since: Timestamp)
    /// The last read of the change log failed: nobody is told anything from it until a read or a commit succeeds again.
    case readFailed(StoreError.Code, message: String, since: Timestamp)

    /// A commit failed.
    ///
    /// - Parameter now: since when, unless commits failed before it.
    mutating func commitFailed(with error: StoreError, now: Timestamp) {
        var since = now
        if case .commitFailed(_, _, let start) = self { since = start }
        self = .commitFailed(error.code, message: error.description, since: since)
    }

    /// A read failed. That commits fail is worse, and stays said.
    mutating func readFailed(with error: StoreError, now: Timestamp) {
        switch self {
        case .ready: self = .readFailed(error.code, message: error.description, since: now)
        case .readFailed(_, _, let since): self = .readFailed(error.code, message: error.description, since: since)
        case .loading, .commitFailed: break
        }
    }

    /// A read succeeded, which says nothing of commits.
    mutating func readSucceeded() {
        if case .readFailed = self { self = .ready }
    }
}
