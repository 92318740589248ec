package import ServiceLifecycle

extension Service {
    /// The service as one whose failure stops all others as SIGTERM does, last to first. Unless told otherwise a group
    /// cancels them, and a listener that is cancelled while it accepts a connection takes the process down with it,
    /// before anybody hears what failed.
    package var stoppingAllInOrder: ServiceGroupConfiguration.ServiceConfiguration {
        .init(service: self, failureTerminationBehavior: .gracefullyShutdownGroup)
    }
}
