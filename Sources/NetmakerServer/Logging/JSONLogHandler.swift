internal import FoundationEssentials
public import Logging
internal import NetmakerCore

/// Logs as JSON, an object a line: `time`, `level`, `message`, and the metadata beside them.
public struct JSONLogHandler: LogHandler {
    public var logLevel = Logger.Level.info
    public var metadata: Logger.Metadata = [:]
    private let label: String
    private let write: @Sendable (String) -> Void
    private let now: @Sendable () -> Timestamp

    /// - Parameter write: takes a line with its end; lines of several threads must not mix.
    public init(label: String, write: @escaping @Sendable (String) -> Void) {
        self.init(label: label, now: { SystemWallClock().now }, write: write)
    }

    init(label: String, now: @escaping @Sendable () -> Timestamp, write: @escaping @Sendable (String) -> Void) {
        self.label = label
        self.now = now
        self.write = write
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var fields = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
        // What stands in every line counts more than what somebody calls so.
        fields["time"] = now().description
        fields["level"] = event.level.rawValue
        fields["message"] = "\(event.message)"
        fields["label"] = label
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts always encode.
        guard let line = try? encoder.encode(fields) else { return }
        write(String(decoding: line, as: UTF8.self) + "\n")
    }
}
