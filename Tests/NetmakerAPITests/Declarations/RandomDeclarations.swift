import NetmakerCore
import NetmakerTesting

@testable import NetmakerAPI

/// Declarations of a small world in which everybody wants what others have: few names, few addresses, few ranges.
struct RandomDeclarations {
    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private static let nodes = ["alpha", "bravo", "charlie", "delta"]
    private static let routed = (0..<6).map { "192.168.\($0).0/24" } + ["192.168.8.0/22", "fd99::/48"]
    private static let users = ["alice", "bob", "carol"]

    private static let wanted = ["ipv4", "egress", "allowedRanges", "ingress"]

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    /// Everything that a server says of itself: all fields of every object.
    mutating func server() throws -> Declaration {
        var networks: [String: JSONValue] = ["harbor": .object(try network(range: "10.10.0.0/26", isWhole: true))]
        if chance(40) { networks["quay"] = .object(Self.settings(range: "10.30.0.0/24")) }
        return try Declaration([
            "netmaker": 1, "networks": .object(networks), "users": .object(roles(of: Array(networks.keys).sorted())),
        ])
    }

    /// What somebody may want of that server.
    mutating func file() throws -> Declaration {
        let range = chance(25) ? ["10.10.0.0/27", "10.20.0.0/26", "192.168.0.0/26"].randomElement(using: &random) : nil
        var networks: [String: JSONValue] = [
            "harbor": .object(try network(range: range ?? "10.10.0.0/26", isWhole: false))
        ]
        if chance(40) { networks["pier"] = .object(Self.settings(range: "10.40.0.0/24")) }
        var root: [String: JSONValue] = ["netmaker": 1, "networks": .object(networks)]
        if chance(60) { root["users"] = .object(roles(of: Array(networks.keys).sorted())) }
        return try Declaration(.object(root))
    }

    private static func settings(range: String) -> [String: JSONValue] {
        [
            "displayName": "A network", "ipv4Range": .string(range), "ipv6Range": .null, "nodeLimit": .null,
            "dnsSuffix": .null, "dnsServers": .null, "listenPort": 51821, "persistentKeepalive": 20, "mtu": 1420,
            "interface": .null, "udpHolePunching": true, "postUp": .null, "postDown": .null, "admission": "keyOnly",
            "localRange": .null, "checkInInterval": 30, "nodes": [:], "clients": [:], "dns": [:],
        ]
    }

    private mutating func network(range text: String, isWhole: Bool) throws -> [String: JSONValue] {
        let range = try IPv4Prefix(parsing: text)
        var network = Self.settings(range: text)
        network["localRange"] = chance(30) ? "172.16.0.0/16" : .null
        if !isWhole, chance(20) { network["localRange"] = "10.10.0.0/16" }
        if text.hasPrefix("10.10.") { network["localRange"] = chance(20) ? "10.20.0.0/16" : .null }
        network["mtu"] = [1280, 1380, 1420].randomElement(using: &random).map(JSONValue.integer)
        // Nodes take from the one end, clients from the other: now and then what the others had.
        var numbers = Array(UInt32(1)...5).shuffled(using: &random) + Array(6...10).shuffled(using: &random)
        if chance(20) { numbers.shuffle(using: &random) }
        var atoms = Self.routed.shuffled(using: &random)
        if text.hasPrefix("192.168.0.") { atoms.removeAll { $0 == "192.168.0.0/24" } }
        func address(_ number: UInt32) -> JSONValue {
            .string(IPv4Address(rawValue: range.address.rawValue + number).description)
        }
        func ranges(_ count: Int) -> JSONValue {
            let taken = atoms.suffix(count)
            atoms.removeLast(taken.count)
            return .array(taken.sorted().map(JSONValue.string))
        }
        var nodes: [String: JSONValue] = [:]
        for (index, name) in Self.nodes.enumerated() {
            var node: [String: JSONValue] = [
                "ipv4": address(numbers.removeFirst()), "listenPort": .integer(51821 + index),
                "persistentKeepalive": 20, "mtu": 1420,
                "connected": true, "expiresAt": .null, "tags": chance(30) ? ["core"] : [], "endpoint": .null,
                "udpHolePunching": true, "dnsOn": true, "roaming": .boolean(chance(50)), "postUp": .null,
                "postDown": .null, "relay": .boolean(chance(30)), "egress": .null,
                "allowedRanges": chance(30) ? ranges(1) : [],
                // The first two, so that clients have somewhere to enter.
                "ingress": index < 2 || chance(20)
                    ? ["nameServers": chance(30) ? [address(UInt32(index) + 1)] : []] : .null,
            ]
            if chance(50), atoms.count > 2 {
                let interface = chance(50) ? JSONValue.string("eth\(index)") : .null
                node["egress"] = [
                    "ranges": ranges(chance(50) ? 1 : 2), "interface": interface, "masquerade": .boolean(chance(70)),
                ]
            }
            // What others may want is left out seldom: whoever keeps it is in their way. In order, so that a seed says all.
            for field in node.keys.sorted() where !isWhole {
                if !chance(Self.wanted.contains(field) ? 96 : 70) { node[field] = nil }
            }
            nodes[name] = .object(node)
        }
        var names = ["phone", "laptop", "printer", "www", "sql", "mail"].shuffled(using: &random)
        var clients: [String: JSONValue] = [:]
        for key in 1...3 where chance(85) {
            var client: [String: JSONValue] = [
                "name": .string(names.removeLast()), "gateway": chance(50) ? "alpha" : "bravo",
                "ipv4": address(numbers.removeLast()), "nameServers": chance(20) ? [address(4)] : [],
                "allowedRanges": chance(30) && !atoms.isEmpty ? ranges(1) : [],
                "access": chance(80) ? "enabled" : "disabled", "expiresAt": .null,
            ]
            if !isWhole, chance(50) { client["ipv4"] = nil }
            clients[Samples.publicKey(key).description] = .object(client)
        }
        var records: [String: JSONValue] = [:]
        for name in names.prefix(2) {
            let said = chance(50) ? "192.0.2.9" : address(UInt32.random(in: 1...12, using: &random))
            records[name] = chance(60) ? ["addresses": [said]] : ["node": "alpha"]
        }
        if chance(30) { network["dnsServers"] = [address(2), "192.0.2.53"] }
        network["nodes"] = .object(nodes)
        if isWhole || chance(85) { network["clients"] = .object(clients) } else { network["clients"] = nil }
        if isWhole || chance(85) { network["dns"] = .object(records) } else { network["dns"] = nil }
        return network
    }

    private mutating func roles(of networks: [String]) -> [String: JSONValue] {
        let admin = Self.users.randomElement(using: &random)
        var users: [String: JSONValue] = [:]
        for user in Self.users {
            users[user] =
                user == admin || chance(20)
                ? ["role": "superAdmin"]
                : [
                    "role": "networkAdmin",
                    "networks": .array(networks.filter { _ in chance(60) }.map(JSONValue.string)),
                    "commands": chance(30) ? "granted" : "denied",
                ]
        }
        return users
    }
}
