public import NetmakerCore
public import NetmakerStore

/// Whether a control plane can do its work. The causes are in the log: they name files and are the operator's.
public enum ControlPlaneHealth: Hashable, Sendable {
    /// The state is not read yet.
    case loading
    case ready
    /// The last commit failed: what is known can be read, and nothing can be changed until a commit succeeds again.
    case commitFailed(StoreError.Code, since: Timestamp)
    /// A part of the change log cannot be read: nobody is told anything from it until that part is read again.
    case readFailed(StoreError.Code, since: Timestamp)
}
