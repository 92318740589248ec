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

    public init(hostname: String, operatingSystem: String, architecture: String, version: String, backend: String) {
        self.hostname = Self.bounded(hostname)
        self.operatingSystem = Self.bounded(operatingSystem)
        self.architecture = Self.bounded(architecture)
        self.version = Self.bounded(version)
        self.backend = Self.bounded(backend)
    }

    /// An agent's text is hostile input: control characters would let it draw on an admin's terminal.
    private static func bounded(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars where !scalar.properties.isDefaultIgnorableCodePoint {
            let plain = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? " " : String(scalar)
            if result.utf8.count + plain.utf8.count > maximumLength { break }
            result += plain
        }
        return result
    }
}
