/// What becomes of commands that the server sends, which its admins wrote and the machine would run as root.
public enum RemoteCommandPolicy: String, Hashable, Sendable, Codable {
    case refuse
    /// The machine's owner trusts whoever may write them.
    case allow
}
