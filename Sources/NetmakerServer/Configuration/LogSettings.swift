public import Logging

/// How a server logs.
public struct LogSettings: Hashable, Sendable {
    public let level: Logger.Level
    public let format: LogFormat
}

/// The form of what is logged.
public enum LogFormat: String, Hashable, Sendable {
    /// A line each, for people.
    case text
    /// A JSON object a line, for programs.
    case json
}
