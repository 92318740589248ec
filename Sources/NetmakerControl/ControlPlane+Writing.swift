internal import Logging
internal import NetmakerCore
internal import NetmakerStore
internal import ServiceLifecycle
internal import Synchronization

extension ControlPlane {
    /// The one writer. Returns on graceful shutdown or cancellation, after what had been handed in is done.
    ///
    /// - Throws: what `load` throws, when nobody has called that yet.
    public func run() async throws {
        if health == .loading { try await load() }
        await withTaskCancellationOrGracefulShutdownHandler {
            while let first = await queue.next() {
                await write(gather(from: first))
            }
        } onCancelOrGracefulShutdown: {
            self.queue.close()
        }
    }

    /// Rules on what has queued, each command on the state the previous one left.
    func gather(from first: Submission) -> Batch {
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: batchLimits.deciding)
        let now = wallClock.now
        var batch = Batch(on: truth)
        var next: Submission? = first
        while let submission = next {
            batch.add(submission, now: now, random: randomness())
            next = batch.count < batchLimits.commands && clock.now < deadline ? queue.nextWaiting() : nil
        }
        return batch
    }

    /// Commits, publishes, answers, in this order: who is answered finds the change in the truth and its watchers owed.
    func write(_ batch: Batch) async {
        guard !batch.entries.isEmpty else {
            state.withLock { $0.counters.count(batch) }
            return batch.answer(nil)
        }
        let start = ContinuousClock.now
        do throws(StoreError) {
            try await store.commit(batch.entries, expecting: batch.expected)
        } catch {
            let now = wallClock.now
            let isNews = state.withLock { state in
                state.counters.count(batch)
                state.counters.failedCommits += 1
                return state.faults.commitFailed(with: error.code, now: now)
            }
            if isNews {
                logger.error("commit failed", metadata: ["error": "\(error)", "commands": "\(batch.count)"])
            }
            return batch.answer(ControlError(error))
        }
        let duration = start.duration(to: .now)
        let changes = batch.networkChanges()
        let now = batch.entries.last?.time
        let isMended = state.withLock { state in
            state.truth = batch.truth
            state.logEnd += UInt64(batch.entries.count)
            state.counters.count(batch)
            state.counters.commits += 1
            state.counters.commitDurations.note(duration)
            state.counters.nodesCompared += changes.reduce(0) { $0 + $1.compared }
            // More than a commit adds, but for a network that is deleted; never all at once.
            if let now {
                state.truth.forgetRemovedNodes(
                    before: now - LogRetention.removedNodes, atMost: 2 * batch.entries.count)
            }
            return state.faults.commitSucceeded(leaving: state.truth)
        }
        if isMended { logger.notice("commits succeed again") }
        for change in changes { feed.publish(change) }
        logWatches.wake(batch.entries)
        batch.answer(nil)
    }
}

extension WorkCounters {
    /// Counts the commands that were ruled on.
    fileprivate mutating func count(_ batch: Batch) {
        commands += batch.count
        refusals += batch.refusals
    }
}
