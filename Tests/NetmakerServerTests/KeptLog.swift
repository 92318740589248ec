import Logging
import Synchronization

/// A log that a test reads.
final class KeptLog: Sendable {
    private let kept = Mutex<[String]>([])

    /// One line an event: its level, its text, its values.
    var lines: [String] { kept.withLock { $0 } }

    /// A logger that keeps everything here.
    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: KeptLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = metadata.merging(event.metadata ?? [:]) { $1 }
            log.kept.withLock { $0.append("\(event.level) \(event.message) \(values)") }
        }
    }
}
