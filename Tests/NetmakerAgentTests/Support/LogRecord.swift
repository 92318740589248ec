import Logging
import Synchronization

/// Remembers what is logged, from `info` on.
final class LogRecord: LogHandler, Sendable {
    private let texts = Mutex<[String]>([])

    var lines: [String] { texts.withLock { $0 } }

    func log(event: LogEvent) { texts.withLock { $0.append("\(event.level): \(event.message)") } }

    // All loggers share it: what is set of one is none of the others' affair.
    var logLevel: Logger.Level {
        get { .info }
        set { _ = newValue }
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set { _ = newValue }
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set { _ = newValue }
    }
}
