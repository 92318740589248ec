internal import Glibc
internal import Logging
internal import NetmakerServer

extension LogSettings {
    /// A logger to standard error.
    func logger(label: String) -> Logger {
        var logger = Logger(label: label) { label in
            switch format {
            case .text: StreamLogHandler.standardError(label: label)
            // A line is written by one call, so that lines do not mix.
            case .json: JSONLogHandler(label: label) { Console.write($0, to: STDERR_FILENO) }
            }
        }
        logger.logLevel = level
        return logger
    }
}
