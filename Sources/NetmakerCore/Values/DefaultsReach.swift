/// Which nodes of a network a change of its defaults counts for.
public enum DefaultsReach: ParsableValue {
    /// Those that join later.
    case newNodes
    /// Those that there are as well: each gets what was changed, whatever it had.
    case allNodes

    /// `newNodes` or `allNodes`.
    public init(parsing text: String) throws(ModelError) {
        switch text {
        case "newNodes": self = .newNodes
        case "allNodes": self = .allNodes
        default:
            throw .invalid(
                text, isNot: "a reach of defaults", field: "appliesTo", remedy: "give newNodes or allNodes")
        }
    }

    public var description: String {
        switch self {
        case .newNodes: "newNodes"
        case .allNodes: "allNodes"
        }
    }
}
