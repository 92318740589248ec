import Synchronization

@testable import NetmakerAgent

/// Remembers what a daemon told whoever supervises it.
final class RecordingNotifier: ServiceNotifier {
    let watchdog: Duration?
    let told = Watched<[ServiceState]>([])

    init(watchdog: Duration? = nil) { self.watchdog = watchdog }

    func tell(_ state: ServiceState) { told.update { $0.append(state) } }
}
