internal import DequeModule
internal import Glibc
internal import Synchronization

/// Runs tasks on the thread that drains it, one job after the other in the order they came: what is done, and so what
/// it costs, does not depend on who else has the processor.
final class OneThread: TaskExecutor {
    private let jobs = Mutex<Deque<UnownedJob>>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Returns when everybody waits for somebody else.
    func drain() {
        while let job = jobs.withLock({ $0.popFirst() }) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// Begins something that goes on with every drain. The one place where a task has no parent: there is no other
    /// executor, and the task ends with the program. What goes wrong ends it too.
    func start(_ body: @escaping @Sendable () async throws -> Void) {
        Task(executorPreference: self) {
            do {
                try await body()
            } catch {
                print("failed: \(error)")
                exit(1)
            }
        }
    }
}
