import NetmakerCore
import Testing

@testable import NetmakerAPI

/// A server as a test thinks of it: objects and their fields, and after every call a look at all of them for what must
/// never be.
struct PlainServer {
    private(set) var objects: [DeclaredObject: DeclaredFields]

    struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    init(_ declaration: Declaration) { objects = declaration.objects }

    /// As a declaration's plan is made from it.
    var server: DeclaredServer {
        var server = DeclaredServer()
        server.declaration.objects = objects
        server.declaration.sections = [.networks, .users]
        for object in objects.keys {
            if case .network(let name) = object {
                server.declaration.sections.formUnion([.nodes(name), .clients(name), .dns(name)])
                server.nodeCounts[name] = objects.keys.count { $0.kind == .node && $0.network == name }
            }
        }
        return server
    }

    mutating func perform(_ step: DeclarationPlan.Step) throws {
        let object = step.object
        switch step.call {
        case .createNetwork(let request): try make(object, request, but: ["name"])
        case .createClient(let request):
            try make(object, request, but: ["publicKey"])
            objects[object]?["access"] = "enabled"
            try requireIngress(of: object)
        case .createDNSRecord(let request): try make(object, request, but: ["name"])
        case .deleteClient, .deleteDNSRecord:
            guard objects.removeValue(forKey: object) != nil else {
                throw Refusal(description: "\(step.title) is gone")
            }
        case .deleteNetwork(let nodes):
            let network = object.network
            let hasNodes = objects.keys.contains { $0.kind == .node && $0.network == network }
            guard nodes == .removed || !hasNodes else { throw Refusal(description: "\(step.title) has nodes") }
            objects = objects.filter { $0.key.network != network || $0.key.network == nil }
            for (user, fields) in objects where user.kind == .user {
                guard case .array(let names)? = fields["networks"] else { continue }
                objects[user]?["networks"] = .array(names.filter { $0 != .string(network?.description ?? "") })
            }
        case .updateNetwork(let request): try change(object, try RequestFields.write(request))
        case .changeRanges(let request): try move(object, request)
        case .updateNode(let request): try change(object, try RequestFields.write(request))
        case .setEgress(let request):
            var fields = try RequestFields.write(request)
            fields["interface"] = fields["interface"] ?? .null
            try change(object, ["egress": .object(fields)])
        case .removeEgress: try change(object, ["egress": .null])
        case .setIngress(let request): try change(object, ["ingress": .object(try RequestFields.write(request))])
        case .removeIngress:
            let isUsed = objects.contains { other, fields in
                other.kind == .client && other.network == object.network && fields["gateway"] == .string(object.key)
            }
            guard !isUsed else { throw Refusal(description: "clients enter by \(step.title)") }
            try change(object, ["ingress": .null])
        case .setRelay: try change(object, ["relay": true])
        case .removeRelay: try change(object, ["relay": false])
        case .setExtraRanges(let request):
            try change(object, ["allowedRanges": .array(request.ranges.map { .string($0.description) })])
        case .updateClient(let request):
            try change(object, try RequestFields.write(request))
            if request.gateway != nil { try requireIngress(of: object) }
        case .updateDNSRecord(let request):
            try change(object, ["addresses": .null, "node": .null])
            try change(object, try RequestFields.write(request))
        case .updateUser(let request): try changeRole(object, try RequestFields.write(request))
        }
        try check(after: step)
    }

    private func there(_ object: DeclaredObject) throws -> DeclaredObject {
        guard objects[object] != nil else { throw Refusal(description: "there is no \(object.path)") }
        return object
    }

    private mutating func make(_ object: DeclaredObject, _ request: some Encodable, but left: [String]) throws {
        guard objects[object] == nil else { throw Refusal(description: "there is \(object.path) already") }
        var fields = DeclaredFields(try RequestFields.write(request).filter { !left.contains($0.key) })
        for name in object.kind.fields where fields[name] == nil { fields[name] = Self.standard[name] ?? .null }
        objects[object] = fields
    }

    private static let standard: [String: JSONValue] = ["allowedRanges": [], "nameServers": []]

    private mutating func change(_ object: DeclaredObject, _ fields: [String: JSONValue]) throws {
        let object = try there(object)
        objects[object]?.values.merge(fields) { $1 }
    }

    private mutating func changeRole(_ user: DeclaredObject, _ fields: [String: JSONValue]) throws {
        var role = objects[try there(user)] ?? DeclaredFields()
        role.values.merge(fields) { $1 }
        if role["role"] == "superAdmin" {
            (role["networks"], role["commands"]) = (nil, nil)
        } else {
            role["networks"] = role["networks"] ?? []
            role["commands"] = role["commands"] ?? "denied"
        }
        objects[user] = role
    }

    /// Each keeps its number where the new range has it, else gets the lowest that is free.
    private mutating func move(_ object: DeclaredObject, _ request: ChangeRangesRequest) throws {
        guard let network = object.network, let old = objects[try there(object)] else { return }
        let former = try AddressRanges(old, of: network)
        let ranges = try AddressRanges(ipv4: request.ipv4Range, ipv6: request.ipv6Range)
        try change(
            object,
            [
                "ipv4Range": ranges.ipv4.map { .string($0.description) } ?? .null,
                "ipv6Range": ranges.ipv6.map { .string($0.description) } ?? .null,
            ])
        let before = objects
        let members = objects.keys.filter { $0.network == network && $0 != object && $0.kind != .dnsRecord }.sorted()
        for member in members {
            let fields = try #require(objects[member])
            objects[member] = try DeclaredMove(from: former, to: ranges).applied(to: fields)
        }
        for member in members {
            for (field, range) in [("ipv4", ranges.ipv4.map(IPPrefix.v4)), ("ipv6", ranges.ipv6.map(IPPrefix.v6))] {
                guard let range, objects[member]?[field] == nil else { continue }
                let taken = try Set(members.flatMap { try objects[$0]?.addresses ?? [] })
                let address = try lowest(of: range, but: taken)
                objects[member]?[field] = .string(address.description)
            }
        }
        try follow(members, since: before, from: former, to: ranges, in: network)
    }

    /// Addresses that are said elsewhere go where those went who have them, or keep their own number where it is left.
    private mutating func follow(
        _ members: [DeclaredObject], since before: [DeclaredObject: DeclaredFields], from former: AddressRanges,
        to ranges: AddressRanges, in network: NetworkName
    ) throws {
        var places: [IPAddress: IPAddress] = [:]
        var taken: Set<IPAddress> = []
        for member in members {
            let (old, new) = try (before[member]?.addresses ?? [], objects[member]?.addresses ?? [])
            for address in old { places[address] = new.first { $0.bitWidth == address.bitWidth } ?? address }
            taken.formUnion(new)
        }
        func place(_ value: JSONValue) throws -> JSONValue {
            guard case .string(let text) = value else { return value }
            let address = try IPAddress(parsing: text)
            if let place = places[address] { return .string(place.description) }
            guard former.all.contains(where: { $0.contains(address) }) else { return value }
            var fields = DeclaredFields()
            fields[address.bitWidth == 32 ? "ipv4" : "ipv6"] = value
            let moved = try DeclaredMove(from: former, to: ranges).applied(to: fields).addresses
                .first { $0.bitWidth == address.bitWidth }
            guard let moved, !taken.contains(moved) else { return value }
            return .string(moved.description)
        }
        for object in objects.keys where object.network == network {
            for field in ["dnsServers", "nameServers", object.kind == .dnsRecord ? "addresses" : ""] {
                guard case .array(let values)? = objects[object]?[field] else { continue }
                objects[object]?[field] = .array(try values.map { try place($0) })
            }
            guard case .object(var ingress)? = objects[object]?["ingress"],
                case .array(let values)? = ingress["nameServers"]
            else { continue }
            ingress["nameServers"] = .array(try values.map { try place($0) })
            objects[object]?["ingress"] = .object(ingress)
        }
    }

    private func lowest(of range: IPPrefix, but taken: Set<IPAddress>) throws -> IPAddress {
        for number in 1..<UInt32(250) {
            let address: IPAddress =
                switch range {
                case .v4(let prefix): .v4(IPv4Address(rawValue: prefix.address.rawValue + number))
                case .v6(let prefix): .v6(IPv6Address(rawValue: prefix.address.rawValue + UInt128(number)))
                }
            if range.contains(address), address != range.last, !taken.contains(address) { return address }
        }
        throw Refusal(description: "\(range) is full")
    }

    private func requireIngress(of client: DeclaredObject) throws {
        let gateway = objects.first { object, _ in
            object.kind == .node && object.network == client.network
                && .string(object.key) == objects[client]?["gateway"]
        }
        guard gateway?.value.isIngress == true else {
            throw Refusal(description: "\(client.path) enters by no ingress gateway")
        }
    }
}
