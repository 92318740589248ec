/// The name of a custom entry within its network's zone, without that: `sqlserver` for `sqlserver.harbor`. One label or
/// more, 120 bytes at most.
///
/// There are no wildcards: a hosts file has none, and a mistyped name must not find a machine.
public struct DNSRecordName: ParsableValue, Comparable {
    public let description: String

    /// With the network's name and its suffix behind it, the whole is a domain name.
    static let maximumLength = 120

    /// - Throws: `ModelError.Code.invalidValue` for anything that is no such name.
    public init(parsing text: String) throws(ModelError) {
        guard text.utf8.count <= Self.maximumLength else { throw Self.invalid(text) }
        do { description = try DomainName(parsing: text).description } catch { throw Self.invalid(text) }
    }

    /// The name a node has in its network's zone.
    public init(_ name: NodeName) { description = name.description }

    /// The node's name that this would be; nil when it has more than one label.
    public var nodeName: NodeName? { NodeName(ifValid: description) }

    /// The whole name in a zone of the network (`Network.zones`).
    public func name(in zone: DomainName) -> DomainName { DomainName(joining: [self, zone]) }

    /// - Throws: `ModelError.Code.invalidValue` when it ends in the network's name: whoever says `sqlserver.harbor`
    ///   does not mean `sqlserver.harbor.harbor`.
    public func requireRelative(to network: NetworkName) throws(ModelError) {
        guard description == network.description || description.hasSuffix(".\(network)") else { return }
        throw ModelError(
            .invalidValue, field: "name", message: "\"\(self)\" ends in the network's own name",
            remedy: "give the name without it, such as sqlserver for sqlserver.\(network)")
    }

    private static func invalid(_ text: String) -> ModelError {
        .invalid(
            text, isNot: "a name for a DNS record", field: "name",
            remedy: "use up to \(maximumLength) of a-z, 0-9 and dash, with dots between labels and no wildcard")
    }

    public static func < (lhs: Self, rhs: Self) -> Bool { lhs.description < rhs.description }
}
