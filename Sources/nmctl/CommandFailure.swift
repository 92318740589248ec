/// Why a command failed before it came to a server.
struct CommandFailure: Error, CustomStringConvertible {
    /// What happened, with the values in it.
    let message: String
    /// What the reader can do next.
    let remedy: String

    var description: String { "\(message); \(remedy)" }
}
