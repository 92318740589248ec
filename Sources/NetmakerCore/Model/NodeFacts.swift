/// What an agent says about its machine. For people to read; nothing is decided by it.
public struct NodeFacts: Hashable, Sendable, Codable {
    /// Longest text kept of any field, in bytes; what is longer is cut.
    public static let maximumLength = 128

    /// The machine's own name.
    public let hostname: String
    /// The operating system as it names itself, such as "Debian GNU/Linux 12 (bookworm)".
    public let operatingSystem: String
    /// The processor architecture, such as "x86_64".
    public let architecture: String
    /// The version of the agent.
    public let version: String
    /// How the tunnel is made: "kernel", or the name of a userspace implementation.
    public let backend: String
    /// What went wrong with the commands that belong to the interface; nil when nothing did, or from an agent that does
    /// not say.
    public let commandTrouble: String?

    public init(
        hostname: String, operatingSystem: String, architecture: String, version: String, backend: String,
        commandTrouble: String? = nil
    ) {
        self.hostname = hostname.plain(maximumLength: Self.maximumLength)
        self.operatingSystem = operatingSystem.plain(maximumLength: Self.maximumLength)
        self.architecture = architecture.plain(maximumLength: Self.maximumLength)
        self.version = version.plain(maximumLength: Self.maximumLength)
        self.backend = backend.plain(maximumLength: Self.maximumLength)
        self.commandTrouble = commandTrouble?.plain(maximumLength: Self.maximumLength)
    }

    private enum CodingKeys: CodingKey {
        case hostname, operatingSystem, architecture, version, backend, commandTrouble
    }

    /// As bounded and plain as those that were given.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            hostname: try container.decode(String.self, forKey: .hostname),
            operatingSystem: try container.decode(String.self, forKey: .operatingSystem),
            architecture: try container.decode(String.self, forKey: .architecture),
            version: try container.decode(String.self, forKey: .version),
            backend: try container.decode(String.self, forKey: .backend),
            commandTrouble: try container.decodeIfPresent(String.self, forKey: .commandTrouble))
    }
}
