public import NetmakerCore

/// A private name and an address it stands for: `<node>.<network>`.
public struct HostRecord: Hashable, Sendable {
    public let network: NetworkName
    public let node: NodeName
    public let address: IPAddress

    public init(network: NetworkName, node: NodeName, address: IPAddress) {
        self.network = network
        self.node = node
        self.address = address
    }

    /// The name as it is looked up, without a final dot.
    public var name: String { "\(node).\(network)" }
}

extension HostRecord: Comparable {
    /// By network, then by node, IPv4 before IPv6: the order of a hosts file.
    public static func < (lhs: HostRecord, rhs: HostRecord) -> Bool {
        (lhs.network, lhs.node, lhs.address) < (rhs.network, rhs.node, rhs.address)
    }
}
