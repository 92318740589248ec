import Logging
import Synchronization

/// What was logged.
final class LogRecord: Sendable {
    struct Line: Sendable, CustomStringConvertible {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]

        /// All of it, as it would be read.
        var description: String {
            ([level.rawValue, message] + metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
                .joined(separator: " ")
        }
    }
    private let state = Mutex<[Line]>([])

    var lines: [Line] { state.withLock { $0 } }

    var words: [String] { lines.map(\.description) }

    /// The lines that say this.
    func lines(saying message: String) -> [Line] { lines.filter { $0.message == message } }

    var logger: Logger {
        Logger(label: "test") { _ in Handler(record: self) }
    }

    private struct Handler: LogHandler {
        let record: LogRecord
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).mapValues { "\($0)" }
            record.state.withLock {
                $0.append(Line(level: event.level, message: "\(event.message)", metadata: values))
            }
        }
    }
}
