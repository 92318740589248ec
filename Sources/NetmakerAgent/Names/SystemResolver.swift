public import NetmakerCore

/// What looks names up for the programs of a machine, and can be told of a name server for some zones by the interface
/// that they belong to.
public protocol SystemResolver: Sendable {
    /// What it is called, for people.
    var name: String { get }

    /// Whether there is one at work.
    var isAtWork: Bool { get }

    /// What it holds of an interface: asked often, so it costs next to nothing.
    func link(_ interface: InterfaceName) -> ResolverLink

    /// Has it ask these servers for names in these zones, and for no others.
    ///
    /// - Throws: when it does not; part of it may stand then.
    func point(_ interface: InterfaceName, to settings: ResolverSettings) async throws

    /// Takes everything back that it was told of an interface.
    ///
    /// - Throws: when it does not; part of it may stand then.
    func revert(_ interface: InterfaceName) async throws
}

/// Whom a resolver asks, and for which names.
public struct ResolverSettings: Hashable, Sendable, Codable {
    /// Addresses, each with its port behind a colon where that is not 53.
    public let servers: [String]
    /// With everything below them.
    public let zones: [String]

    public init(servers: [String], zones: [String]) {
        self.servers = servers
        self.zones = zones
    }
}

/// What a resolver holds of an interface.
public enum ResolverLink: Hashable, Sendable, Codable {
    /// There is no such interface.
    case missing
    /// It was told nothing of it.
    case plain
    /// It was told something, and as long as the mark is the same, nothing else since.
    case told(mark: String)
}
