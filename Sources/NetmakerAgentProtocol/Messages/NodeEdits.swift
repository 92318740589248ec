public import NetmakerCore

/// What the machine's owner changed of the node there, told in a session or with a check-in, and answered by
/// `NodeEditsReply`.
public struct NodeEdits: Hashable, Sendable {
    /// The reply bears it too.
    public let number: UInt64
    /// Of each field one, `NodeEdit.maximumCount` at most.
    public let edits: [NodeEdit]

    public init(number: UInt64, edits: [NodeEdit]) {
        self.number = number
        self.edits = edits
    }
}

/// What became of edits: those that it does not name are made, and the node's configuration says so.
public struct NodeEditsReply: Hashable, Sendable {
    public let number: UInt64
    public let refusals: [NodeEditRefusal]

    public init(number: UInt64, refusals: [NodeEditRefusal]) {
        self.number = number
        self.refusals = refusals
    }
}
