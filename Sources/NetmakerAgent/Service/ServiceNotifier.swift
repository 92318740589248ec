/// Whom a daemon tells how it stands.
public protocol ServiceNotifier: Sendable {
    /// How often it wants to hear that the daemon is not stuck; nil when it does not.
    var watchdog: Duration? { get }

    func tell(_ state: ServiceState)
}
