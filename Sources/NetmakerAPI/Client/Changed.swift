public import NetmakerCore

/// The answer to a change of a network.
public struct Changed<Resource: Sendable>: Sendable {
    /// What the change left.
    public let resource: Resource
    /// The network's revision with the change in it: what to wait for (`ControlPlaneClient.convergence`).
    public let networkRevision: Revision

    public init(_ resource: Resource, networkRevision: Revision) {
        self.resource = resource
        self.networkRevision = networkRevision
    }
}
