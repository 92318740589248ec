public import NetmakerCore

/// Makes a network. Its ranges may overlap another network's: a machine that would be in both is told when it joins.
public struct CreateNetwork: Command {
    public let name: NetworkName
    /// What people call it; nil: the name itself.
    public let displayName: String?
    public let ranges: AddressRanges
    public let defaults: NodeDefaults
    /// Nil: as many as its ranges hold.
    public let nodeLimit: NodeLimit?
    public let options: NetworkOptions
    /// Nil: its first zone alone.
    public let dnsSuffix: DNSSuffix?
    /// Nil: each node's own agent answers.
    public let dnsServers: DNSServers?

    public init(
        name: NetworkName, displayName: String? = nil, ranges: AddressRanges, defaults: NodeDefaults = NodeDefaults(),
        nodeLimit: NodeLimit? = nil, options: NetworkOptions = NetworkOptions(),
        dnsSuffix: DNSSuffix? = nil, dnsServers: DNSServers? = nil
    ) {
        self.name = name
        self.displayName = displayName
        self.ranges = ranges
        self.defaults = defaults
        self.nodeLimit = nodeLimit
        self.options = options
        self.dnsSuffix = dnsSuffix
        self.dnsServers = dnsServers
    }

    public var permission: Permission { .administerServer }

    public func decide(_ truth: Truth, _ context: inout DecisionContext) throws(ModelError) -> Decision<Network> {
        try name.requireNoDomain()
        guard truth.networks[name] == nil else {
            throw ModelError(
                .notUnique, field: "name", message: "there is a network \(name) already",
                remedy: "choose another name, or change the one there is with nmctl network update")
        }
        try options.requireApart(from: ranges)
        let network = Network(
            name: name, displayName: try Network.checked(displayName: displayName ?? name.description), ranges: ranges,
            defaults: defaults, nodeLimit: nodeLimit, options: options, dnsSuffix: dnsSuffix, dnsServers: dnsServers,
            epoch: Epoch.random(using: &context.random), createdAt: context.now, revision: Revision.zero.next)
        try truth.requireOwnZones(of: network)
        return Decision(network, changing: network.aggregate, by: [.putNetwork(network)])
    }
}
