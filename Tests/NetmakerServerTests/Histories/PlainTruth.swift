import NetmakerCore
import NetmakerTesting

/// What the server must hold true, kept the plainest way: arrays that are searched from the front, and nothing derived
/// that could be wrong. It shares values and records with the server, and none of its ways to get from one to the next.
struct PlainTruth: Sendable {
    let seed: UInt64
    var now = Samples.time
    /// When nodes or clients last moved to other addresses.
    var lastMove: Timestamp?
    /// How many decisions have drawn random numbers.
    var draws = 0
    var directoryRevision: UInt64 = 0
    var users: [User] = []
    var sessions: [LoginSession] = []
    var tokens: [APIToken] = []
    var networks: [PlainNetwork] = []
    /// Nodes that were.
    var gone: [PlainGone] = []

    init(seed: UInt64) { self.seed = seed }

    /// The generator of one decision, the same whoever asks.
    static func generator(seed: UInt64, draw: Int) -> SeededGenerator {
        SeededGenerator(seed: seed &* 0x2545_F491_4F6C_DD1D ^ UInt64(draw) &* 0xD6E8_FEB8_6659_FD93)
    }

    /// The generator of the decision that comes next.
    mutating func nextGenerator() -> SeededGenerator {
        defer { draws += 1 }
        return Self.generator(seed: seed, draw: draws)
    }

    func network(_ name: NetworkName) -> PlainNetwork? { networks.first { $0.name == name } }
    func node(_ id: NodeID) -> Node? { networks.lazy.flatMap(\.nodes).first { $0.id == id } }
    func gone(_ id: NodeID) -> PlainGone? { gone.first { $0.id == id } }

    /// - Parameter node: who may have it.
    func isUsed(_ key: PublicKey, besides node: NodeID? = nil) -> Bool {
        networks.contains { network in
            network.nodes.contains { $0.id != node && $0.publicKeys.contains(key) }
                || network.clients.contains { $0.client.publicKey == key }
        }
    }

    /// Changes a network that is there.
    mutating func change(_ name: NetworkName, _ change: (inout PlainNetwork) -> Void) {
        for index in networks.indices where networks[index].name == name {
            networks[index].revision += 1
            change(&networks[index])
        }
    }
}

/// A node that was one.
struct PlainGone: Hashable, Sendable {
    let id: NodeID
    let network: NetworkName
    let name: NodeName
    let identity: IdentityKey
    let addresses: [IPAddress]
    let reason: RemovalReason
    let at: Timestamp
}

/// One network.
struct PlainNetwork: Sendable {
    let name: NetworkName
    var displayName: String
    var ranges: AddressRanges
    var defaults: NodeDefaults
    var nodeLimit: NodeLimit?
    var options = NetworkOptions()
    var keyGeneration = KeyGeneration.first
    let epoch: Epoch
    let createdAt: Timestamp
    /// The revision at which its own fields last changed.
    var ownRevision: UInt64 = 1
    var revision: UInt64 = 1
    var nodes: [Node] = []
    var keys: [AccessKey] = []
    var clients: [PlainClient] = []
    var records: [DNSRecord] = []
    /// The secrets of all keys, deleted ones included.
    var secrets: [(key: AccessKeyID, secret: Secret)] = []
    /// When each address was last freed.
    var freed: [IPAddress: Timestamp] = [:]

    var aggregate: AggregateID { .network(name, epoch) }

    /// The network's own fields as the server keeps them.
    var fields: Network {
        Network(
            name: name, displayName: displayName, ranges: ranges, defaults: defaults, nodeLimit: nodeLimit,
            options: options, keyGeneration: keyGeneration, epoch: epoch, createdAt: createdAt,
            revision: Revision(ownRevision))
    }
}

// MARK: Addresses and names

extension PlainNetwork {
    /// Why a joining machine gets the address it gets.
    enum Claim: Hashable, Sendable {
        case fresh, rested, resting
    }

    /// The addresses the next node gets; nil when a range has none left.
    func nextAddresses(now: Timestamp) -> (ipv4: IPv4Address?, ipv6: IPv6Address?, claims: [Claim])? {
        var claims: [Claim] = []
        var (ipv4, ipv6): (IPv4Address?, IPv6Address?) = (nil, nil)
        if let range = ranges.ipv4 {
            // Neither the network's address nor the broadcast.
            let last = UInt64(1) << UInt64(32 - range.length) - 2
            let found = lowest(through: last, now: now) {
                .v4(IPv4Address(rawValue: range.address.rawValue + UInt32($0)))
            }
            guard let found, case .v4(let address) = found.address else { return nil }
            ipv4 = address
            claims.append(found.claim)
        }
        if let range = ranges.ipv6 {
            let last = range.length <= 96 ? UInt64(UInt32.max) : UInt64(1) << UInt64(128 - range.length) - 1
            let found = lowest(through: last, now: now) {
                .v6(IPv6Address(rawValue: range.address.rawValue + UInt128($0)))
            }
            guard let found, case .v6(let address) = found.address else { return nil }
            ipv6 = address
            claims.append(found.claim)
        }
        return (ipv4, ipv6, claims)
    }

    /// The lowest address that is nobody's and was not freed within the hour; else the one that was freed first.
    private func lowest(
        through last: UInt64, now: Timestamp, _ address: (UInt64) -> IPAddress
    ) -> (address: IPAddress, claim: Claim)? {
        let members = nodes.map { ($0.ipv4, $0.ipv6) } + clients.map { ($0.client.ipv4, $0.client.ipv6) }
        let taken = Set(members.flatMap { [$0.map(IPAddress.v4), $1.map(IPAddress.v6)] }.compactMap { $0 })
        var resting: (address: IPAddress, since: Timestamp)?
        var number: UInt64 = 1
        while number <= last {
            let candidate = address(number)
            number += 1
            if taken.contains(candidate) { continue }
            guard let since = freed[candidate] else { return (candidate, .fresh) }
            if since.millisecondsSince1970 + 3_600_000 <= now.millisecondsSince1970 { return (candidate, .rested) }
            if resting.map({ since < $0.since }) ?? true { resting = (candidate, since) }
        }
        return resting.map { ($0.address, .resting) }
    }

    /// What a machine is called that gives itself a name that may be taken: a number behind it that is free while a
    /// smaller one, or none, is taken; found by doubling, then halving.
    func freeName(for hostname: String) -> NodeName {
        let taken = Set(
            nodes.map(\.name.description) + clients.map(\.client.name.description) + records.map(\.name.description))
        let name = NodeName(adapting: hostname)
        if !taken.contains(name.description) { return name }
        var high = 2
        while taken.contains(name.numbered(high).description) { high *= 2 }
        var low = high / 2
        while low + 1 < high {
            let middle = low + (high - low) / 2
            if taken.contains(name.numbered(middle).description) { low = middle } else { high = middle }
        }
        return name.numbered(high)
    }
}
