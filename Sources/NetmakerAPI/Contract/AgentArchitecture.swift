/// A processor that netclient is given to machines for, as `uname -m` says it.
public enum AgentArchitecture: String, Hashable, Sendable, CaseIterable, CustomStringConvertible {
    case x86 = "x86_64"
    case arm = "aarch64"

    public var description: String { rawValue }
}

extension AgentArchitecture: Described {
    public static var schema: JSONSchema {
        .choice("a processor, as `uname -m` says it", of: allCases.map(\.description))
    }
}
