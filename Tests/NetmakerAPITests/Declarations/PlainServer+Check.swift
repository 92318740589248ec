import NetmakerCore

@testable import NetmakerAPI

extension PlainServer {
    /// What must hold at every moment.
    func check(after step: DeclarationPlan.Step) throws {
        let networks = objects.keys.filter { $0.kind == .network }
        for case .network(let name) in networks { try check(name, after: step) }
        let users = objects.filter { $0.key.kind == .user }
        guard users.isEmpty || users.contains(where: { $0.value["role"] == "superAdmin" }) else {
            throw Refusal(description: "no super admin is left after \(step)")
        }
        for (user, fields) in users {
            guard case .array(let names)? = fields["networks"] else { continue }
            for case .string(let text) in names where !networks.contains(where: { $0.key == text }) {
                throw Refusal(description: "\(user.path) has a network that is not there after \(step)")
            }
        }
    }

    private func check(_ network: NetworkName, after step: DeclarationPlan.Step) throws {
        let own = DeclaredFields(objects[.network(network)]?.values ?? [:])
        let ranges = try AddressRanges(own, of: network)
        if let local = try own.value("localRange", as: IPPrefix.self) {
            try NetworkOptions(localRange: local).requireApart(from: ranges)
        }
        var names: Set<String> = []
        var addresses: Set<IPAddress> = []
        var routed = ranges.all
        for (object, fields) in objects where object.network == network && object.kind != .network {
            let name = object.kind == .client ? fields["name"]?.text : object.key
            guard names.insert(name ?? "").inserted else {
                throw Refusal(description: "two are called \(name ?? "") after \(step)")
            }
            if object.kind == .dnsRecord {
                guard let node = fields["node"]?.text else { continue }
                guard objects.keys.contains(where: { $0.kind == .node && $0.key == node }) else {
                    throw Refusal(description: "\(object.path) is the name of nobody after \(step)")
                }
                continue
            }
            for address in try fields.addresses {
                guard ranges.contains(address), addresses.insert(address).inserted else {
                    throw Refusal(description: "\(address) is outside, or another's, after \(step)")
                }
            }
            routed += try fields.egressRanges + fields.allowedRanges
        }
        for (index, range) in routed.enumerated() {
            for other in routed.dropFirst(index + 1) where other.overlaps(range) {
                throw Refusal(description: "\(range) and \(other) overlap after \(step)")
            }
        }
    }
}
