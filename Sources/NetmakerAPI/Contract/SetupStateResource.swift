/// Whether a server waits for its first admin.
public struct SetupStateResource: Hashable, Sendable, Codable {
    /// Whether nobody is its admin yet: then whoever has the setup code becomes it.
    public let needed: Bool

    public init(needed: Bool) { self.needed = needed }
}
