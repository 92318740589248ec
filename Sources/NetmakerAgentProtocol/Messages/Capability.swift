/// What one side may do beyond the version's minimum, by the name that a hello or a welcome gives.
public enum Capability {
    /// The agent answers `ServerFrame.tunnelQuestion`.
    public static let tunnelReport = "tunnel-report"
    /// The server answers `AgentFrame.nodeEdits`.
    public static let nodeEdits = "node-edits"

    /// What every agent can do that says marks, and need not name.
    static let ofAgentsWithMarks = [tunnelReport]
    /// What every server can do that takes marks, and need not name to those who say one.
    static let ofServersWithMarks = [nodeEdits]
}

extension [String] {
    func adding(_ others: [String]) -> [String] { self + others.filter { !contains($0) } }
    func removing(_ others: [String]) -> [String] { filter { !others.contains($0) } }
}
