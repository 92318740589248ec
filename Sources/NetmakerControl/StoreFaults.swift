internal import NetmakerCore
internal import NetmakerStore

/// What the store failed at and has not done since. Only what failed proves by succeeding that it works again.
struct StoreFaults: Sendable {
    private struct Fault {
        var code: StoreError.Code
        let since: Timestamp
    }

    private var commit: Fault?
    /// Of the change log of each aggregate: what failed, and from where on it was read.
    private var reads: [AggregateID: (fault: Fault, start: Revision)] = [:]

    /// What that comes to. That commits fail is worse than any read, and of those the first is told.
    var health: ControlPlaneHealth {
        if let commit { return .commitFailed(commit.code, since: commit.since) }
        guard let first = reads.values.map(\.fault).min(by: { $0.since < $1.since }) else { return .ready }
        return .readFailed(first.code, since: first.since)
    }

    // MARK: Commits

    /// - Returns: whether this is news.
    mutating func commitFailed(with code: StoreError.Code, now: Timestamp) -> Bool {
        defer { commit = Fault(code: code, since: commit?.since ?? now) }
        return commit?.code != code
    }

    /// Says that a commit succeeded, and what the truth is now: what was read of an aggregate that is gone is read for
    /// nobody.
    ///
    /// - Returns: whether this is news.
    mutating func commitSucceeded(leaving truth: Truth) -> Bool {
        if !reads.isEmpty { reads = reads.filter { truth.revision(of: $0.key) != nil } }
        return commit.take() != nil
    }

    // MARK: Reads

    /// - Returns: whether this is news.
    mutating func readFailed(
        of aggregate: AggregateID, after start: Revision, with code: StoreError.Code, now: Timestamp
    ) -> Bool {
        let known = reads[aggregate]
        reads[aggregate] = (
            Fault(code: code, since: known?.fault.since ?? now), min(start, known?.start ?? start)
        )
        return known?.fault.code != code
    }

    /// Whether a part of the aggregate's log has failed, and after which revision it begins.
    func failedRead(of aggregate: AggregateID) -> Revision? { reads[aggregate]?.start }

    /// Says that all of the aggregate's log after a revision was read.
    ///
    /// - Returns: whether nothing of it has failed any more, and something had.
    mutating func readSucceeded(of aggregate: AggregateID, after start: Revision) -> Bool {
        guard let known = reads[aggregate], start <= known.start else { return false }
        reads[aggregate] = nil
        return true
    }
}
