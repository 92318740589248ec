public import NetmakerDNS
internal import Synchronization

/// A hosts file sink that remembers what it was given.
public final class RecordingHostsSink: HostsFileSink {
    private struct State {
        var files: [HostsFile] = []
        var nextFailure: (any Error)?
    }
    private let state = Mutex(State())

    public init() {}

    /// Every file it took, the oldest first.
    public var files: [HostsFile] { state.withLock { $0.files } }

    /// Makes the next call throw instead of taking its file.
    public func failNext(with error: any Error) { state.withLock { $0.nextFailure = error } }

    public func replace(with file: HostsFile) throws {
        let failure = state.withLock { state in
            let failure = state.nextFailure
            state.nextFailure = nil
            if failure == nil { state.files.append(file) }
            return failure
        }
        if let failure { throw failure }
    }
}
