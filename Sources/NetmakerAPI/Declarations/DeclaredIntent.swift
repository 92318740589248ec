internal import NetmakerCore

/// What a server is to be when a declaration is applied to it: everything, also what the declaration does not speak of.
struct DeclaredIntent {
    private(set) var target: [DeclaredObject: DeclaredFields]
    private(set) var notes: [DeclarationPlan.Note] = []
    private(set) var deletedNetworks: [(NetworkName, ControlPlaneClient.NodesLeft)] = []

    private let server: DeclaredServer
    private let file: Declaration

    init(
        _ server: DeclaredServer, _ file: Declaration, _ pruning: DeclarationPlan.Pruning, now: Timestamp
    ) throws(ModelError) {
        self.server = server
        self.file = file
        target = server.declaration.objects
        guard !file.sections.contains(.users) || server.declaration.sections.contains(.users) else {
            throw ModelError(
                .refused, field: "users", message: "who asks may not see the server's users",
                remedy: "apply it as a super admin, or leave users out")
        }
        for object in file.objects.keys.sorted() { try overlay(object, now: now) }
        if pruning != .nothing { prune(pruning) }
        for object in file.objects.keys.sorted() { try waitForNodes(object) }
        try Claims.requireApart(target)
        for object in file.objects.keys.sorted() { try requirePossible(object) }
        try requireIngresses()
        try requireSuperAdmin()
    }

    private mutating func note(_ object: DeclaredObject, _ sentence: String) {
        notes.append(DeclarationPlan.Note(object: object, sentence: sentence))
    }

    // MARK: What the file says

    private mutating func overlay(_ object: DeclaredObject, now: Timestamp) throws(ModelError) {
        guard var said = file.objects[object] else { return }
        let present = target[object]
        if present == nil {
            switch object {
            case .node(let name, let network):
                let isPending = server.pendingNodes.contains(object)
                return note(
                    object,
                    isPending
                        ? "\(name) waits to be let in: nmctl node approve \(network) \(name)"
                        : "\(name) has not joined \(network); what is said of it waits until it has")
            case .user(let name):
                return note(
                    object,
                    "there is no user \(name), and a file has no passwords: make them with nmctl user create \(name)")
            case .network, .client, .dnsRecord: break
            }
        }
        if let end = try said.value("expiresAt", as: Timestamp.self), end <= now,
            said["expiresAt"] != present?["expiresAt"]
        {
            guard present != nil else { return note(object, "it is not made, since its time was over at \(end)") }
            note(object, "its expiry stays as it is, since \(end) is over")
            said["expiresAt"] = nil
        }
        var merged = present ?? DeclaredFields()
        merged.values.merge(said.values) { $1 }
        switch object {
        case .network(let name):
            target[object] = merged
            if let present { try follow(from: present, to: merged, in: name) }
            // What the file says of the network is meant as it stands there, whatever the ranges are.
            target[object]?.values.merge(said.values) { $1 }
        case .user: target[object] = try role(merged, said, of: object)
        default: target[object] = merged
        }
    }

    /// What is in a network whose ranges change moves with them, if the file does not say otherwise.
    private mutating func follow(
        from old: DeclaredFields, to new: DeclaredFields, in network: NetworkName
    ) throws(ModelError) {
        let former = try AddressRanges(old, of: network)
        let ranges = try AddressRanges(new, of: network)
        guard former != ranges else { return }
        target = try DeclaredMove(from: former, to: ranges).applied(to: target, in: network)
    }

    /// A super admin has all networks, and says of none that they are theirs.
    private func role(
        _ merged: DeclaredFields, _ said: DeclaredFields, of object: DeclaredObject
    ) throws(ModelError) -> DeclaredFields {
        var merged = merged
        guard merged["role"] == .string(Role.Kind.superAdmin.description) else {
            if merged["networks"] == nil { merged["networks"] = [] }
            if merged["commands"] == nil { merged["commands"] = .string(CommandGrant.denied.description) }
            return merged
        }
        if let field = ["networks", "commands"].first(where: { said[$0] != nil }) {
            throw ModelError(
                .invalidValue, field: "\(object.path).\(field)",
                message: "a super admin has all networks and may set commands",
                remedy: "leave \(field) out, or make the user a networkAdmin")
        }
        (merged["networks"], merged["commands"]) = (nil, nil)
        return merged
    }

    // MARK: What the file does not have

    private mutating func prune(_ pruning: DeclarationPlan.Pruning) {
        for object in server.declaration.objects.keys.sorted() where file.sections.contains(object.section) {
            switch object {
            case .network(let name):
                if file.objects[object] == nil { prune(name, pruning) }
            case .node:
                // One that comes and goes is in no file that is exported.
                if server.ephemeralNodes.contains(object), file.objects[object] == nil { continue }
                for role in DeclaredKind.roleFields where file.objects[object]?[role] == nil {
                    target[object]?[role] = DeclaredKind.withoutRole[role]
                }
            case .client, .dnsRecord:
                if file.objects[object] == nil { target[object] = nil }
            case .user(let name):
                if file.objects[object] == nil {
                    note(object, "\(name) stays, since a file deletes no users: nmctl user delete \(name)")
                }
            }
        }
    }

    private mutating func prune(_ name: NetworkName, _ pruning: DeclarationPlan.Pruning) {
        let count = server.nodeCounts[name] ?? 0
        guard count == 0 || pruning == .undeclaredWithNodes else {
            return note(
                .network(name),
                "\(name) stays, since it has \(count == 1 ? "a node" : "\(count) nodes"): --force deletes it with them")
        }
        deletedNetworks.append((name, count == 0 ? .kept : .removed))
        target = target.filter { $0.key.network != name }
    }

    // MARK: What has to wait

    /// What is about a node that is none yet waits for it.
    private mutating func waitForNodes(_ object: DeclaredObject) throws(ModelError) {
        let field: String
        switch object {
        case .client: field = "gateway"
        case .dnsRecord: field = "node"
        default: return
        }
        guard let network = object.network, let node = try target[object]?.value(field, as: NodeName.self),
            target[.node(node, in: network)] == nil
        else { return }
        note(object, "it waits for the node \(node), which has not joined \(network)")
        if let present = server.declaration.objects[object] {
            for name in object.kind == .client ? ["gateway"] : object.kind.fields {
                target[object]?[name] = present[name]
            }
        } else {
            target[object] = nil
        }
    }

    // MARK: What cannot be

    private func requirePossible(_ object: DeclaredObject) throws(ModelError) {
        guard let fields = target[object] else { return }
        switch object {
        case .network(let name):
            let ranges = try AddressRanges(fields, of: name)
            guard let local = try fields.value("localRange", as: IPPrefix.self) else { return }
            do throws(ModelError) {
                try NetworkOptions(localRange: local).requireApart(from: ranges)
            } catch { throw error.within(object.path) }
        case .node(_, let network): try requireInside(fields, object, network)
        case .client(_, let network):
            for field in ["name", "gateway"] where fields[field] == nil {
                throw ModelError(
                    .invalidValue, field: "\(object.path).\(field)", message: "a client needs a \(field)",
                    remedy: "add the field \(field)")
            }
            try requireInside(fields, object, network)
        case .dnsRecord(let name, let network):
            do throws(ModelError) { try name.requireRelative(to: network) } catch {
                throw error.at(field: object.path)
            }
        case .user:
            for network in try fields.list("networks", as: NetworkName.self) where target[.network(network)] == nil {
                throw ModelError(
                    .conflict, field: "\(object.path).networks", message: "there is no network \(network)",
                    remedy: "declare it, or take it out")
            }
        }
    }

    private func requireInside(
        _ fields: DeclaredFields, _ object: DeclaredObject, _ network: NetworkName
    ) throws(ModelError) {
        guard let settings = target[.network(network)] else { return }
        let ranges = try AddressRanges(settings, of: network)
        for address in try fields.addresses where !ranges.contains(address) {
            throw ModelError(
                .conflict, field: "\(object.path).\(address.bitWidth == 32 ? "ipv4" : "ipv6")",
                message: "\(address) lies outside of network \(network)",
                remedy: "give an address of its ranges, or leave it out to keep its number when they change")
        }
    }

    /// That every client enters by an ingress gateway, but for those that do not now and are left as they are.
    private func requireIngresses() throws(ModelError) {
        let present = server.declaration.objects
        for (object, client) in target.sorted(by: { $0.key < $1.key }) where object.kind == .client {
            guard let network = object.network, let gateway = try client.value("gateway", as: NodeName.self) else {
                continue
            }
            let node = DeclaredObject.node(gateway, in: network)
            let isAsItWas = client["gateway"] == present[object]?["gateway"] && present[node]?.isIngress != true
            guard target[node]?.isIngress != true, !isAsItWas else { continue }
            throw ModelError(
                .conflict, field: "\(object.path).gateway",
                message: "\(object.title(client)) enters by \(gateway), which is to be no ingress gateway",
                remedy: "declare \(gateway) with ingress: {}, or let the client enter by another")
        }
    }

    /// That the server keeps somebody who may do everything.
    private func requireSuperAdmin() throws(ModelError) {
        func admins(_ objects: [DeclaredObject: DeclaredFields]) -> [DeclaredObject] {
            objects.filter { object, fields in
                object.kind == .user && fields["role"] == .string(Role.Kind.superAdmin.description)
            }.map(\.key).sorted()
        }
        guard let last = admins(server.declaration.objects).first, admins(target).isEmpty else { return }
        throw ModelError(
            .conflict, field: "\(last.path).role", message: "the server would have no super admin",
            remedy: "let somebody stay one")
    }
}

extension DeclaredKind {
    /// What a role holds of a node that does not have it.
    static let withoutRole: [String: JSONValue] = [
        "egress": .null, "ingress": .null, "relay": false, "allowedRanges": [],
    ]
}
