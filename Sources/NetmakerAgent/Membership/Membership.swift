public import NetmakerCore

/// What a machine got by joining.
public struct Membership: Hashable, Sendable {
    public let configuration: NodeConfiguration
    /// Why the tunnel does not stand yet; nil when it does.
    public let trouble: String?
    /// Whether its daemon runs, and will after every boot.
    public var isSupervised = false
}
