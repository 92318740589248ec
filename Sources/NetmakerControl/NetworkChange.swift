public import NetmakerCore

/// What a commit changed in one network, for whom: found by comparing what is told before and after, not by what was
/// written. An access key that was made changes nothing for any node.
public struct NetworkChange: Hashable, Sendable {
    public let network: NetworkName
    /// The life of the network the revision belongs to.
    public let epoch: Epoch
    /// Where the network stands after it.
    public let through: Revision
    /// Nodes whose peer record is new, changed or gone.
    public private(set) var records: Set<NodeID> = []
    /// Custom names that are new, stand for something else, or are gone: news to every node.
    public private(set) var dnsEntries: Set<DNSRecordName> = []
    /// Whether a name of the network came, went or stands for other addresses, or its zones are others: those of its
    /// ranges as well, whose addresses lead back to names.
    public private(set) var changesNames: Bool
    /// Nodes that are told something else about themselves.
    public private(set) var configurations: Set<NodeID> = []
    /// Nodes that are no more.
    public private(set) var removed: [NodeID: RemovalReason] = [:]
    /// Whether this life of the network is over.
    public let isDeletion: Bool
    /// How many nodes were looked at to find out.
    public private(set) var compared = 0

    /// - Parameters:
    ///   - before: the network before; another life of it counts as none.
    ///   - after: the network after; nil, or another life of it, when it was deleted.
    public init(
        of network: NetworkName, epoch: Epoch, by mutations: [Mutation], from before: NetworkState?,
        to after: NetworkState?, through: Revision
    ) {
        self.network = network
        self.epoch = epoch
        self.through = through
        let before = before?.network.epoch == epoch ? before : nil
        let after = after?.network.epoch == epoch ? after : nil
        isDeletion = after == nil
        changesNames =
            before?.network.zones != after?.network.zones || before?.network.ranges != after?.network.ranges
        var touched = Set(mutations.compactMap(\.node))
        // What the network says of every node, or to it, is looked at only when it says something else.
        if let before, let after, before.network.saysElse(than: after.network) {
            touched.formUnion(after.nodes.keys)
        }
        for id in touched {
            let (old, new) = (before?.record(of: id), after?.record(of: id))
            guard old != new else { continue }
            records.insert(id)
            changesNames = changesNames || !PeerRecord.haveSameNames(old, new)
        }
        for name in Set(mutations.compactMap(\.dnsRecord))
        where before?.dnsRecords[name]?.entry != after?.dnsRecords[name]?.entry {
            dnsEntries.insert(name)
        }
        for case .removeNode(let node) in mutations where before?.nodes[node.id] != nil {
            removed[node.id] = node.reason
        }
        if let before, let after {
            for id in touched where !Self.saysTheSame(to: id, before, after) { configurations.insert(id) }
        }
        compared = touched.count
        changesNames = changesNames || !dnsEntries.isEmpty
    }

    private static func saysTheSame(to id: NodeID, _ before: NetworkState, _ after: NetworkState) -> Bool {
        guard let old = before.nodes[id], let new = after.nodes[id] else { return true }
        return after.configuration(of: new).saysTheSame(as: before.configuration(of: old))
    }
}

extension PeerRecord {
    /// Whether both say the same names for the same addresses.
    fileprivate static func haveSameNames(_ one: PeerRecord?, _ other: PeerRecord?) -> Bool {
        one?.name == other?.name && one?.ipv4 == other?.ipv4 && one?.ipv6 == other?.ipv6
            && one?.clients == other?.clients
    }
}

extension Network {
    /// Whether nodes may be told other things for this than for the other.
    fileprivate func saysElse(than other: Network) -> Bool {
        ranges != other.ranges || options != other.options || keyGeneration != other.keyGeneration
            || dnsSuffix != other.dnsSuffix || dnsServers != other.dnsServers
    }
}
