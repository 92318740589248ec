internal import Logging
public import NetmakerCore
public import NetmakerStore
internal import Synchronization

extension ControlPlane {
    /// The rows of the change log of an aggregate after a revision, oldest first. The only way to the log: so no
    /// failure goes unsaid.
    ///
    /// - Returns: nil when the log no longer reaches back that far.
    /// - Throws: `StoreError` when the log cannot be read. It is said in the log, once, and in `health`.
    public func changes(
        of aggregate: AggregateID, after revision: Revision
    ) async throws(StoreError) -> [ChangeEntry]? {
        let entries = try await logged(of: aggregate, after: revision)
        await readAgain(what: aggregate, after: revision)
        return entries
    }

    /// Rows of the change log for people to read, of whatever aggregate.
    ///
    /// - Throws: `ControlError.Code.unavailable` when the log cannot be read. It is said in the log; who is up to date
    ///   is not concerned, so `health` is not either.
    public func log(_ query: LogQuery) async throws(ControlError) -> LogPage {
        do throws(StoreError) {
            let page = try await store.log(query)
            touch(page.rows.reduce(0) { $0 + 1 + $1.former.count })
            return page
        } catch {
            logger.error("change log not read", metadata: ["error": "\(error)"])
            throw ControlError(error)
        }
    }

    private func logged(
        of aggregate: AggregateID, after revision: Revision
    ) async throws(StoreError) -> [ChangeEntry]? {
        do throws(StoreError) {
            let entries = try await store.changes(of: aggregate, after: revision)
            if state.withLock({ $0.faults.readSucceeded(of: aggregate, after: revision) }) {
                logger.notice("change log read again", metadata: ["aggregate": "\(aggregate)"])
            }
            return entries
        } catch {
            let now = wallClock.now
            let isNews = state.withLock {
                $0.faults.readFailed(of: aggregate, after: revision, with: error.code, now: now)
            }
            if isNews {
                logger.error("change log not read", metadata: ["aggregate": "\(aggregate)", "error": "\(error)"])
            }
            throw error
        }
    }

    /// Reads what failed further back: that a later part can be read proves nothing of it. Nobody else may ever ask for
    /// it, since who was refused got everything anew.
    private func readAgain(what aggregate: AggregateID, after revision: Revision) async {
        guard let start = state.withLock({ $0.faults.failedRead(of: aggregate) }), start < revision else { return }
        // What is further back than anybody is told does no harm.
        if let current = truth.revision(of: aggregate), start < current,
            current.rawValue - start.rawValue > Self.longestReplay
        {
            _ = state.withLock { $0.faults.readSucceeded(of: aggregate, after: start) }
            return
        }
        // Should it fail again, that is said already.
        do throws(StoreError) { _ = try await logged(of: aggregate, after: start) } catch { return }
    }
}
