/// What a daemon tells whoever supervises it.
public enum ServiceState: Hashable, Sendable {
    /// It does what it is for, as far as it can now.
    case ready
    /// How it stands, in a line for people.
    case status(String)
    /// It is ending.
    case stopping
    /// It is not stuck.
    case alive

    /// As systemd reads it (sd_notify(3)).
    var assignment: String {
        switch self {
        case .ready: "READY=1"
        case .status(let text): "STATUS=\(text.split(whereSeparator: \.isNewline).joined(separator: " "))"
        case .stopping: "STOPPING=1"
        case .alive: "WATCHDOG=1"
        }
    }
}
