public import NetmakerCore

extension Declaration {
    /// Reads the content of a file, strictly: a field that is not known is refused, and so is what two objects claim.
    ///
    /// - Throws: `ModelError` that names the field by its path, such as `networks.harbor.mtu`.
    public init(_ content: JSONValue) throws(ModelError) {
        self.init()
        guard case .object(let root) = content else {
            throw ModelError(
                .invalidValue, message: "a declaration is an object", remedy: "begin with the line netmaker: 1")
        }
        try Self.requireFormat(root["netmaker"])
        let known = ["netmaker", "networks", "users"]
        if let unknown = root.keys.sorted().first(where: { !known.contains($0) }) {
            throw .unknown(unknown, at: "", knowing: known)
        }
        if let networks = root["networks"] {
            for (key, value) in try section(.networks, networks) { try read(network: key, value) }
        }
        if let users = root["users"] {
            for (key, value) in try section(.users, users) {
                let name = try Self.key(key, of: .users, UserName.init(parsing:))
                try add(.user(name), try Self.object(value, at: "users.\(key)"))
            }
        }
        try Claims.requireApart(objects)
    }

    private static func requireFormat(_ value: JSONValue?) throws(ModelError) {
        guard let value else {
            throw ModelError(
                .invalidValue, field: "netmaker", message: "the file does not say what form it has",
                remedy: "begin with the line netmaker: \(format)")
        }
        guard value == .integer(format) else {
            throw ModelError(
                .invalidValue, field: "netmaker", message: "this release does not read that form of a declaration",
                remedy: "this release reads netmaker: \(format)")
        }
    }

    private mutating func read(network key: String, _ value: JSONValue) throws(ModelError) {
        let name = try Self.key(key, of: .networks, NetworkName.init(parsing:))
        var fields = try Self.object(value, at: DeclaredObject.network(name).path)
        let parts = DeclaredKind.networkSections.map { fields.removeValue(forKey: $0) }
        try add(.network(name), fields)
        if let nodes = parts[0] {
            for (key, value) in try section(.nodes(name), nodes) {
                let node = DeclaredObject.node(try Self.key(key, of: .nodes(name), NodeName.init(parsing:)), in: name)
                try add(node, try Self.object(value, at: node.path))
            }
        }
        if let clients = parts[1] {
            for (key, value) in try section(.clients(name), clients) {
                let client = DeclaredObject.client(
                    try Self.key(key, of: .clients(name), PublicKey.init(parsing:)), in: name)
                try add(client, try Self.object(value, at: client.path))
            }
        }
        if let records = parts[2] {
            for (key, value) in try section(.dns(name), records) {
                let record = DeclaredObject.dnsRecord(
                    try Self.key(key, of: .dns(name), DNSRecordName.init(parsing:)), in: name)
                try add(record, try Self.object(value, at: record.path))
            }
        }
    }

    private mutating func add(_ object: DeclaredObject, _ fields: [String: JSONValue]) throws(ModelError) {
        let isNew = objects.updateValue(try DeclaredKind.checked(fields, of: object), forKey: object) == nil
        guard isNew else {
            throw ModelError(
                .invalidValue, field: object.path, message: "\(object.kind.noun) \(object.key) is declared twice",
                remedy: "declare it once")
        }
    }

    /// The entries of a section in the order of their keys, so that of several faults always the same one is told.
    private mutating func section(
        _ section: DeclaredSection, _ value: JSONValue
    ) throws(ModelError) -> [(String, JSONValue)] {
        guard case .object(let entries) = value else {
            let isEmpty = value == .null
            throw ModelError(
                .invalidValue, field: section.path,
                message: isEmpty ? "\(section.path) is empty" : "\(section.path) is no object of names",
                remedy: isEmpty
                    ? "leave it out to say nothing of them, or write {} to say that there are none"
                    : "give what there is by its name, as nmctl export writes it")
        }
        sections.insert(section)
        return entries.sorted { $0.key < $1.key }
    }

    /// Nothing behind a name says that there is such an object, and no more.
    private static func object(_ value: JSONValue, at path: String) throws(ModelError) -> [String: JSONValue] {
        switch value {
        case .object(let fields): return fields
        case .null: return [:]
        default:
            throw ModelError(
                .invalidValue, field: path, message: "\(path) is no object of fields",
                remedy: "give its fields by their names, as nmctl export writes them")
        }
    }

    private static func key<Name: ParsableValue>(
        _ text: String, of section: DeclaredSection, _ parse: (String) throws(ModelError) -> Name
    ) throws(ModelError) -> Name {
        do throws(ModelError) { return try parse(text) } catch {
            throw error.at(field: "\(section.path).\(text.excerpt)")
        }
    }
}

/// Read as `init(_:)` does, written in an order for people.
extension Declaration: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(JSONValue.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var root = encoder.container(keyedBy: Key.self)
        try root.encode(Self.format, forKey: Key("netmaker"))
        if sections.contains(.networks) {
            var networks = root.nestedContainer(keyedBy: Key.self, forKey: Key("networks"))
            for name in self.networks {
                var network = networks.nestedContainer(keyedBy: Key.self, forKey: Key(name.description))
                try write(.network(name), in: &network)
                let parts: [(String, DeclaredSection)] = [
                    ("nodes", .nodes(name)), ("clients", .clients(name)), ("dns", .dns(name)),
                ]
                for (key, section) in parts where sections.contains(section) {
                    try write(section, as: key, in: &network)
                }
            }
        }
        if sections.contains(.users) { try write(.users, as: "users", in: &root) }
    }

    private func write(
        _ section: DeclaredSection, as key: String, in parent: inout KeyedEncodingContainer<Key>
    ) throws {
        var entries = parent.nestedContainer(keyedBy: Key.self, forKey: Key(key))
        for object in objects.keys.filter({ $0.section == section }).sorted() {
            var fields = entries.nestedContainer(keyedBy: Key.self, forKey: Key(object.key))
            try write(object, in: &fields)
        }
    }

    private func write(_ object: DeclaredObject, in container: inout KeyedEncodingContainer<Key>) throws {
        let fields = objects[object] ?? DeclaredFields()
        // Of what a name stands for, the half that it does not is no news.
        let hidesNull = object.kind == .dnsRecord
        for name in object.kind.fields {
            guard let value = fields[name], !(hidesNull && value == .null) else { continue }
            try container.encode(value, forKey: Key(name))
        }
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ text: String) { stringValue = text }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
