/// What one side may do beyond the version's minimum, by the name that a hello or a welcome gives.
public enum Capability {
    /// The agent answers `ServerFrame.tunnelQuestion`.
    public static let tunnelReport = "tunnel-report"
    /// The server answers `AgentFrame.nodeEdits`.
    public static let nodeEdits = "node-edits"
}
