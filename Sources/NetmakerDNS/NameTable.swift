internal import NetmakerCore

/// All names that are answered for, laid out to be asked: a pure function from question to answer, for whoever listens.
///
/// It answers from RFC 1034, section 4.3.2, without delegation and recursion: what lies in none of its zones is refused,
/// so that nobody takes it for a resolver.
public struct NameTable: Sendable {
    private var zones: Set<String> = []
    private var addresses: [String: [IPAddress]] = [:]
    /// What has no addresses of its own, and names below it (RFC 8020).
    private var branches: Set<String> = []
    private var names: [IPAddress: DomainName] = [:]
    private var reverseZones: Set<String> = []
    private let serial: UInt32

    /// - Parameters:
    ///   - networks: whose names they are. Of two that have one zone, as a machine may be in by chance, the first
    ///     counts.
    ///   - serial: of the zones; another whenever a name is.
    public init(_ networks: some Sequence<NetworkNames>, serial: UInt32) {
        self.serial = serial
        for network in networks { add(network) }
    }

    private mutating func add(_ network: NetworkNames) {
        for zone in network.zones where zones.insert(zone.description).inserted {
            for name in network.names {
                let whole = name.name.name(in: zone)
                addresses[whole.description] = name.addresses
                var labels = name.name.description.split(separator: ".").dropFirst()
                while !labels.isEmpty {
                    branches.insert("\(labels.joined(separator: ".")).\(zone)")
                    labels = labels.dropFirst()
                }
                for address in name.addresses where network.ranges.contains(where: { $0.contains(address) }) {
                    if names[address] == nil { names[address] = whole }
                }
            }
        }
        for range in network.ranges { reverseZones.formUnion(range.reverseZones.map { $0.joined(separator: ".") }) }
    }

    /// How a message came, which says how long an answer may be.
    public enum Transport: Sendable {
        case udp, tcp
    }

    /// The answer to a message.
    ///
    /// - Returns: nil for what must not be answered: it is no question.
    public func answer(to message: [UInt8], over transport: Transport) -> [UInt8]? {
        switch Query.read(message) {
        case .silence: return nil
        case .refusal(let header, let code): return Response.refusal(of: header, code)
        case .query(let query):
            return response(to: query).encoded(to: query, serial: serial, limit: limit(of: query, transport))
        }
    }

    private func limit(of query: Query, _ transport: Transport) -> Int {
        switch transport {
        case .tcp: ResponseLimit.tcp
        case .udp:
            min(ResponseLimit.udp, max(ResponseLimit.plain, Int(query.extensions?.payloadSize ?? 0)))
        }
    }

    private func response(to query: Query) -> Response {
        if let version = query.extensions?.version, version > 0 { return Response(.badVersion) }
        let question = query.question
        // The class of the Internet, or any.
        guard [1, 255].contains(question.classCode), let labels = question.name.lowercased,
            let zone = zone(of: labels)
        else { return Response(.refused) }
        let answers = answers(to: question.type, labels, isApex: zone == labels.count)
        if !answers.isEmpty { return Response(.success, isAuthoritative: true, answers: answers) }
        let code: ResponseCode = zone == labels.count || exists(labels) ? .success : .nameError
        return Response(code, isAuthoritative: true, emptyZone: zone)
    }

    /// The zone that a name lies in, as the number of labels it has: the longest of those that there are.
    private func zone(of labels: [String]) -> Int? {
        labels.indices.first { start in
            let name = labels[start...].joined(separator: ".")
            return zones.contains(name) || reverseZones.contains(name)
        }.map { labels.count - $0 }
    }

    private func answers(to type: UInt16, _ labels: [String], isApex: Bool) -> [Response.Content] {
        if isApex, [RecordType.soa, RecordType.any].contains(type) { return [.startOfAuthority] }
        if let address = IPAddress(reverseLabels: labels) {
            guard [RecordType.ptr, RecordType.any].contains(type), let name = names[address] else { return [] }
            return [.name(name)]
        }
        let addresses = addresses[labels.joined(separator: ".")] ?? []
        return addresses.filter { address in
            switch address {
            case .v4: type == RecordType.a || type == RecordType.any
            case .v6: type == RecordType.aaaa || type == RecordType.any
            }
        }.map { .address($0) }
    }

    /// Whether there is such a name, whatever it stands for. Of an address's name, a part may lead to one.
    private func exists(_ labels: [String]) -> Bool {
        let name = labels.joined(separator: ".")
        if addresses[name] != nil || branches.contains(name) { return true }
        guard labels.last == "arpa", ["in-addr", "ip6"].contains(labels.dropLast().last) else { return false }
        if let address = IPAddress(reverseLabels: labels) { return names[address] != nil }
        return labels.count < (labels.dropLast().last == "ip6" ? 34 : 6)
    }
}
