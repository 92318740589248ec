internal import NetmakerCore

/// What is said of one object: fields by name, as the REST interface writes them. A field that is null is said to hold
/// nothing; one that is not there is not spoken of.
public struct DeclaredFields: Hashable, Sendable {
    public internal(set) var values: [String: JSONValue]

    init(_ values: [String: JSONValue] = [:]) { self.values = values }

    subscript(_ name: String) -> JSONValue? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// The fields of these names.
    func only(_ names: [String]) -> [String: JSONValue] { values.filter { names.contains($0.key) } }

    /// Those that hold something.
    var filled: [String: JSONValue] { values.filter { $0.value != .null } }

    /// The field as a value; nil when it holds nothing or is not spoken of.
    func value<Value: ParsableValue>(_ name: String, as type: Value.Type = Value.self) throws(ModelError) -> Value? {
        guard case .string(let text)? = values[name] else { return nil }
        return try Value(parsing: text)
    }

    /// The field as a list; empty when it is not spoken of.
    func list<Value: ParsableValue>(_ name: String, as type: Value.Type = Value.self) throws(ModelError) -> [Value] {
        try Self.list(values[name])
    }

    private static func list<Value: ParsableValue>(_ value: JSONValue?) throws(ModelError) -> [Value] {
        guard case .array(let items)? = value else { return [] }
        var list: [Value] = []
        for case .string(let text) in items { list.append(try Value(parsing: text)) }
        return list
    }
}

/// What an object takes, so that no other may have it.
extension DeclaredFields {
    /// Its addresses in the network.
    var addresses: [IPAddress] {
        get throws(ModelError) {
            var addresses: [IPAddress] = []
            for name in DeclaredKind.addressFields {
                if let address = try value(name, as: IPAddress.self) { addresses.append(address) }
            }
            return addresses
        }
    }

    /// What a node routes as an egress gateway.
    var egressRanges: [IPPrefix] { get throws(ModelError) { try Self.list(values["egress"]?["ranges"]) } }

    /// What is routed to it besides.
    var allowedRanges: [IPPrefix] { get throws(ModelError) { try list("allowedRanges") } }

    /// Whether clients may enter by it.
    var isIngress: Bool { values["ingress"].map { $0 != .null } ?? false }
}
