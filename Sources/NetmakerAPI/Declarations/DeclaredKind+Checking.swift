internal import NetmakerCore

extension DeclaredKind {
    /// Fields that a file gives of an object, each checked and in the one way of writing it.
    ///
    /// - Throws: `ModelError.Code.invalidValue` that names the field by its path, also for one that is not known.
    static func checked(
        _ fields: [String: JSONValue], of object: DeclaredObject
    ) throws(ModelError) -> DeclaredFields {
        let kind = object.kind
        if let unknown = fields.keys.sorted().first(where: { !kind.fields.contains($0) }) {
            let sections = kind == .network ? networkSections : []
            throw .unknown(unknown, at: object.path, knowing: kind.fields + sections)
        }
        let given = DeclaredFields(fields)
        switch object {
        case .network(let name): return try network(given, of: name, at: object.path)
        case .node: return try node(given, at: object.path)
        case .client: return try client(given, at: object.path)
        case .dnsRecord: return try dnsRecord(given, at: object.path)
        case .user: return try user(given, at: object.path)
        }
    }

    private static func network(
        _ given: DeclaredFields, of name: NetworkName, at path: String
    ) throws(ModelError) -> DeclaredFields {
        var fields = DeclaredFields(
            try RequestFields.checked(DeclaredRanges.self, given.only(rangeFields), at: path))
        let settings = try RequestFields.checked(UpdateNetworkRequest.self, given.only(networkFields), at: path)
        fields.values.merge(settings) { $1 }
        // What an interface is called anyway is no choice of the network's.
        if fields["interface"] == .string(InterfaceName.default(for: name).description) { fields["interface"] = .null }
        return fields
    }

    private static func node(_ given: DeclaredFields, at path: String) throws(ModelError) -> DeclaredFields {
        var fields = DeclaredFields(
            try RequestFields.checked(UpdateNodeRequest.self, given.only(nodeFields), at: path))
        if fields["tags"] != nil {
            let tags = try NodeGrant(tags: try fields.list("tags", as: Tag.self)).tags
            fields["tags"] = .array(tags.map { .string($0.description) })
        }
        for role in roleFields {
            if let value = given[role] { fields[role] = try self.role(role, value, at: "\(path).\(role)") }
        }
        return fields
    }

    private static func role(_ name: String, _ value: JSONValue, at path: String) throws(ModelError) -> JSONValue {
        switch (name, value) {
        case ("egress", .null), ("ingress", .null): return .null
        case ("egress", .object(let given)):
            return .object(try egress(try RequestFields.read(EgressRequest.self, from: given, at: path), at: path))
        case ("ingress", .object(let given)):
            let request = try RequestFields.read(IngressRequest.self, from: given, at: path)
            do throws(ModelError) {
                let servers = try IngressGateway(nameServers: request.nameServers ?? []).nameServers
                return ["nameServers": .array(servers.map { .string($0.description) })]
            } catch { throw error.within(path) }
        case ("relay", .boolean): return value
        case ("allowedRanges", .array):
            let request = try RequestFields.read(ExtraRangesRequest.self, from: ["ranges": value], at: path)
            return try ranges(request.ranges, at: path)
        default:
            let remedy =
                switch name {
                case "relay": "give true or false"
                case "allowedRanges": "give a list of ranges, or [] for none"
                case "egress": "give an object such as {ranges: [192.168.1.0/24]}, or null for none"
                default: "give an object such as {nameServers: []}, or null for none"
                }
            throw ModelError(.invalidValue, field: path, message: "\(name) is of the wrong type", remedy: remedy)
        }
    }

    private static func egress(_ request: EgressRequest, at path: String) throws(ModelError) -> [String: JSONValue] {
        do throws(ModelError) {
            let gateway = try EgressGateway(ranges: request.ranges, interface: request.interface)
            return [
                "ranges": .array(gateway.ranges.map { .string($0.description) }),
                "interface": gateway.interface.map { .string($0.description) } ?? .null,
                "masquerade": .boolean(request.masquerade ?? true),
            ]
        } catch { throw error.within(path) }
    }

    private static func ranges(_ ranges: [IPPrefix], at path: String) throws(ModelError) -> JSONValue {
        .array(try RoutedRanges.checked(ranges, field: path).map { .string($0.description) })
    }

    private static func client(_ given: DeclaredFields, at path: String) throws(ModelError) -> DeclaredFields {
        var fields = DeclaredFields(
            try RequestFields.checked(UpdateClientRequest.self, given.only(clientFields), at: path))
        let addresses = try RequestFields.checked(DeclaredAddresses.self, given.only(addressFields), at: path)
        fields.values.merge(addresses) { $1 }
        if fields["allowedRanges"] != nil {
            fields["allowedRanges"] = try ranges(try fields.allowedRanges, at: "\(path).allowedRanges")
        }
        try requireNodeName(fields["gateway"], at: "\(path).gateway")
        return fields
    }

    private static func dnsRecord(_ given: DeclaredFields, at path: String) throws(ModelError) -> DeclaredFields {
        var fields = DeclaredFields(try RequestFields.checked(UpdateDNSRecordRequest.self, given.filled, at: path))
        guard fields.values.count == 1 else {
            throw ModelError(
                .invalidValue, field: path, message: "a name stands for addresses or for a node",
                remedy: "give one of addresses and node")
        }
        try requireNodeName(fields["node"], at: "\(path).node")
        // What it stands for takes the place of all that it stood for.
        for name in ["addresses", "node"] where fields[name] == nil { fields[name] = .null }
        return fields
    }

    private static func user(_ given: DeclaredFields, at path: String) throws(ModelError) -> DeclaredFields {
        var fields = DeclaredFields(try RequestFields.checked(UpdateUserRequest.self, given.values, at: path))
        if fields["networks"] != nil {
            let networks = Set(try fields.list("networks", as: NetworkName.self)).sorted()
            fields["networks"] = .array(networks.map { .string($0.description) })
        }
        return fields
    }

    /// Ids are made by each server, so what is said for any has names.
    private static func requireNodeName(_ value: JSONValue?, at path: String) throws(ModelError) {
        guard case .string(let text)? = value else { return }
        do throws(ModelError) { _ = try NodeName(parsing: text) } catch { throw error.at(field: path) }
    }
}

extension ModelError {
    /// The same error about a field of what stands at a path.
    func within(_ path: String) -> ModelError { at(field: field.map { "\(path).\($0)" } ?? path) }

    static func unknown(_ name: String, at path: String, knowing known: [String]) -> ModelError {
        let place = path.isEmpty ? name.excerpt : "\(path).\(name.excerpt)"
        return ModelError(
            .invalidValue, field: place, message: "there is no field \(name.excerpt)",
            remedy: "the fields are \(known.joined(separator: ", "))")
    }
}
