internal import NetmakerCore
internal import NetmakerDNS

/// How the names of a network are to be looked up on this machine, by what its node was told.
struct NameWish: Hashable, Sendable {
    enum Answerer: Hashable, Sendable {
        case agent
        case servers([IPAddress])
    }

    let answerer: Answerer
    /// Those of the names' that this network has on this machine.
    let zones: [DomainName]
    /// Those, and the zones of the network's addresses, as they are written.
    let allZones: [String]
    /// All that the network would have.
    let claimed: [String]
    /// Which zones are another network's on this machine, in words; nil when none is.
    let trouble: String?

    /// - Parameter taken: the zones that other networks of the machine have.
    init(_ configuration: NodeConfiguration, besides taken: [String: NetworkName]) {
        answerer = configuration.dns.servers.map { .servers($0.addresses) } ?? .agent
        // Whatever a server says: who joined the network trusts it with the network's name, and with no other's.
        let own = configuration.dns.zones.filter {
            $0.labels.first.map(String.init) == configuration.network.description
        }
        claimed =
            own.map(\.description)
            + configuration.ranges.all.flatMap { $0.reverseZones.map { $0.joined(separator: ".") } }
        zones = own.filter { taken[$0.description] == nil }
        // Where all names are another's, addresses lead to nothing here.
        allZones = zones.isEmpty ? [] : claimed.filter { taken[$0] == nil }
        let lost = claimed.compactMap { zone in taken[zone].map { "\(zone) is network \($0)'s" } }
        trouble =
            lost.isEmpty
            ? nil
            : "two networks of this machine have one zone, and the other has it: "
                + "\(lost.joined(separator: ", ")); ask at this network's own address, or leave one of them"
    }

    var isAnsweredHere: Bool { answerer == .agent }
}
